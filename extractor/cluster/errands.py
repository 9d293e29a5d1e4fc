"""What goes to a machine of the cluster and what comes back: bytes that only the two ends unpack, each with a digest.

The scheduler and the Dask workers pass them on unread, so that neither needs the memory of a document.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from extractor.errors import TrichlucError
from extractor.guard.limits import Limits
from extractor.guard.second_try import Allowance, Ending
from extractor.model.pages import Failure

DONE_AGAIN = "it is done again on another machine"


class BrokenReplyError(TrichlucError):
    """A reply that was cut off or belongs to another errand."""


@dataclass(frozen=True, slots=True)
class Errand:
    """A call of a ``function`` with an ``argument``, both pickled, within ``limits`` and its ``allowance``.

    ``name`` is the digest of both: equal calls are called alike, and no other is.
    """

    name: str
    function: bytes
    argument: bytes
    limits: Limits
    allowance: Allowance


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of the errand called ``name``: a pickled value, or why there is none.

    ``checksum`` is that of the value's bytes. ``seconds`` and ``ending`` are those of ``Answer``: a length of time, so
    the clocks of two machines need not agree.
    """

    name: str
    outcome: bytes | Failure
    checksum: str
    seconds: float
    ending: Ending


def errand_of(function: bytes, argument: object, limits: Limits, allowance: Allowance) -> Errand:
    """The errand of a call.

    function: pickled, as it is the same in all errands of a run. argument: is pickled here. limits: those of the run.
    allowance: what this call may take.
    """
    packed = pickle.dumps(argument)
    return Errand(hashlib.sha256(function + packed).hexdigest(), function, packed, limits, allowance)


def reply_to(errand: Errand, outcome: bytes | Failure, seconds: float, ending: Ending) -> Reply:
    """The reply to an errand.

    errand: that was done. outcome: what the child process returned for it. seconds, ending: how the call went.
    """
    return Reply(errand.name, outcome, _checksum(outcome), seconds, ending)


def value_of(reply: Any, errand: Errand) -> Any:
    """What a reply says, or the failure in it. Raises ``BrokenReplyError`` where it is not whole, or not to this
    errand."""
    if not isinstance(reply, Reply):
        raise BrokenReplyError(f"what came back is no answer but {type(reply).__name__}", DONE_AGAIN)
    if reply.name != errand.name:
        raise BrokenReplyError("what came back is the answer to something else", DONE_AGAIN)
    if reply.checksum != _checksum(reply.outcome):
        raise BrokenReplyError("the answer was cut off or changed on its way", DONE_AGAIN)
    return reply.outcome if isinstance(reply.outcome, Failure) else pickle.loads(reply.outcome)


class Packed:
    """A function from bytes to bytes, made of a pickled one: it is loaded by the child process that unpickles this."""

    def __init__(self, function: bytes) -> None:
        self._function = function

    def __call__(self, argument: bytes) -> bytes:
        """What the function returns, pickled."""
        return _Loaded(self._function)(argument)

    def __reduce__(self) -> tuple[Callable[[bytes], Any], tuple[bytes]]:
        return _Loaded, (self._function,)


class _Loaded:
    def __init__(self, function: bytes) -> None:
        self._function: Callable[[Any], Any] = pickle.loads(function)

    def __call__(self, argument: bytes) -> bytes:
        return pickle.dumps(self._function(pickle.loads(argument)))


def _checksum(outcome: bytes | Failure) -> str:
    return hashlib.sha256(outcome if isinstance(outcome, bytes) else repr(outcome).encode()).hexdigest()
