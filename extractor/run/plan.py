"""What is to be done with each file: read it, or leave it because an earlier run did."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from extractor.model.pages import Failure
from extractor.options import Options, without_rules
from extractor.run.files import Found
from extractor.version import VERSION

TO_READ = "to read"
UNCHANGED = "unchanged"
FAILED = "failed"
FAILED_BEFORE = "failed before"
FURTHER_NAME = "further name"

# The reason of a file that is read again for the user's own rules alone.
RULES_CHANGED = "rules changed"

# Extractor version and key of the options that change results: with the bytes of a file they decide its result.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the database knows of earlier runs: files by their SHA-256, unreadable ones by their path.

    ``partial`` are documents of which a page or a stage failed.
    """

    done: Mapping[str, Key]
    failed: Mapping[str, Key]
    partial: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """A file and what is to be done with it: one of the outcomes above, and why.

    ``failure`` says why the bytes cannot be read; then there is no ``sha256``.
    """

    found: Found
    sha256: str | None
    outcome: str
    reason: str = ""
    failure: Failure | None = None


def plan(files: Iterable[Found], ledger: Ledger, options: Options) -> Iterator[Planned]:
    """Each file with what is to be done; files are opened one by one, as the plan is asked for.

    files: in the order in which they are to be read. ledger: what earlier runs have left in the database. options:
    those of this run. The first file with certain bytes stands for all that have the same.
    """
    seen: set[str] = set()
    for found in files:
        sha256 = found.fingerprint()
        if isinstance(sha256, Failure):
            outcome = FAILED_BEFORE if _is_settled(found.path, ledger, options) else FAILED
            yield Planned(found, None, outcome, failure=sha256)
        elif sha256 in seen:
            yield Planned(found, sha256, FURTHER_NAME)
        else:
            seen.add(sha256)
            yield Planned(found, sha256, *_verdict(sha256, ledger, options))


def _verdict(sha256: str, ledger: Ledger, options: Options) -> tuple[str, str]:
    # The order matters: a file that failed is tried again only when asked, even where an older version read it.
    done, key = ledger.done.get(sha256), current_key(options)
    if _is_settled(sha256, ledger, options):
        return FAILED_BEFORE, "not tried again without --retry-failed"
    if options.force and done:
        return TO_READ, "forced"
    if sha256 in ledger.failed:
        return TO_READ, "failed before"
    if done is None:
        return TO_READ, "new"
    if done == key and options.retry_failed and sha256 in ledger.partial:
        return TO_READ, "a page failed before"
    if done == key:
        return UNCHANGED, ""
    return TO_READ, _difference(done, key)


def _difference(done: Key, key: Key) -> str:
    (version, options), (version_now, options_now) = done, key
    if version != version_now:
        return "read by another version"
    return RULES_CHANGED if without_rules(options) == without_rules(options_now) else "read with other options"


def _is_settled(identity: str, ledger: Ledger, options: Options) -> bool:
    """Whether it failed in the same way of reading, and is not to be tried again."""
    again = options.retry_failed or options.force
    return not again and ledger.failed.get(identity) == current_key(options)


def current_key(options: Options) -> Key:
    """The key of documents that are read now."""
    return VERSION, options.result_key()
