"""Who signed a document: the name under the signature, and the digital signature that its stamps print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.resolve.head.spelling import names_organ
from patterns.persons import person_name
from patterns.stamps import printed_time, stamp_line

# Stamps of a certified copy and of the arrival of a paper name an office and a time too, which are not the signer's.
NOT_SIGNATURES = ("copy", "arrival")


@dataclass(frozen=True, slots=True)
class DigitalSignature:
    """The signer as printed, a person or an organ, and the time in ISO 8601 with its zone where one is printed."""

    by: str | None = None
    at: str | None = None

    @property
    def person(self) -> str | None:
        """The name of the signer where it is a person's and not that of an organ."""
        if self.by is None or names_organ(self.by):
            return None
        return person_name(self.by.title() if self.by.isupper() else self.by)


def signer_of(signature: Sequence[str]) -> str | None:
    """The name under the signature; the names of a joint document one after the other, as each signs in a capacity."""
    names: list[str] = []
    in_capacity = True
    for line in signature:
        name = person_name(line)
        if name is None:
            in_capacity = in_capacity or line.isupper()
        elif in_capacity:
            names.append(name)
            in_capacity = False
        else:
            names[-1] = name
    return "; ".join(names) or None


def read_signature(stamps: Sequence[Sequence[str]]) -> DigitalSignature:
    """The earliest digital signature: later ones are those of offices that pass the document on."""
    signatures = [signature for stamp in stamps if (signature := _signature(stamp)) != DigitalSignature()]
    # a signature without a time comes behind all that have one: ``9`` sorts behind every year
    return min(signatures, key=lambda signature: signature.at or "9", default=DigitalSignature())


def _signature(stamp: Sequence[str]) -> DigitalSignature:
    said: dict[str, str] = {}
    last = ""
    for text in stamp:
        line = stamp_line(text)
        if line and line.id in NOT_SIGNATURES:
            return DigitalSignature()
        if line:
            last = line.says
            said.setdefault(last, line.value)
        elif last:
            said[last] = f"{said[last]} {text}".strip()
    return DigitalSignature(said.get("signer") or None, printed_time(said.get("time", "")))
