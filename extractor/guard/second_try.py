"""How a call ended, and whether it is made once more: without the page that ended it, in what is left of its time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from math import inf
from typing import Generic

from extractor.guard.division import Argument, Call, Divided, Value
from extractor.guard.limits import Limits
from extractor.guard.page_at_work import PageAtWork
from extractor.model.pages import Failure

# So many pages of a document may end its worker; a file that was made to do harm has more, and each costs a new worker
# and the pages before once more. Files with their bytes shuffled had one or two (test_second_try.py).
MOST_TRIES = 20

# All tries of a call together take no more than its timeout so many times: twice, so that a document whose first page
# takes all of its time still has it all for the others (test_second_try.py).
ALL_TRIES = 2.0

# Once a page has hung, another is killed when it has taken this share of the timeout: eight more such pages cost no
# document. At 300 seconds it is 37, of which honest pages, read by OCR, take two or three (test_second_try.py).
HURRIED_SHARE = 0.125

# A page is to blame for a timeout where it took more than this share of the time: a long scan that needs more than it
# has is at some page, too, and gets on with each (test_second_try.py).
MOST = 0.5


class Ending(Enum):
    """How a call ended."""

    ANSWERED = "answered"
    CRASHED = "crashed"
    KILLED = "killed"  # by SIGKILL, which may have come from outside
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Allowance:
    """The seconds of wall time that a try may take, and each page in it."""

    seconds: float
    page_seconds: float = inf


@dataclass(frozen=True, slots=True)
class Answer(Generic[Argument, Value]):
    """An argument with its outcome, after so many seconds."""

    argument: Argument
    outcome: Value | Failure
    seconds: float
    ending: Ending


def to_blame(page: PageAtWork, began: float, now: float, allowance: Allowance) -> bool:
    """Whether a page is why a try took too long.

    page: the one at work. began, now: seconds of ``time.monotonic``. allowance: what the try may take.
    """
    return now - page.since >= min(allowance.page_seconds, MOST * (now - began))


Again = Callable[[Argument, Failure], Argument | None]
"""What to call in place of an argument that failed, mostly without the page of the failure; None for nothing."""


def never(argument: Argument, failure: Failure) -> None:
    """No second try."""


def allowance_of(call: Call[Argument, Value], limits: Limits) -> Allowance:
    """What the next try of the call may take."""
    left = ALL_TRIES * limits.timeout - call.seconds
    page_seconds = HURRIED_SHARE * limits.timeout if call.has_been_late else inf
    return Allowance(min(limits.timeout, left), page_seconds)


def second_try(
    answer: Answer[Call[Argument, Value], Value | Divided[Argument, Value]], again: Again[Argument], limits: Limits
) -> Call[Argument, Value] | None:
    """The call to be made in place of one that failed; None for one that did not, or must not be made again.

    answer: of the last try. again: asked for its argument. limits: those of all calls.
    """
    call = answer.argument
    if not isinstance(answer.outcome, Failure):
        return None
    seconds = call.seconds + answer.seconds
    if call.tries >= MOST_TRIES or seconds >= ALL_TRIES * limits.timeout:
        return None
    # Who kills from outside, such as a system short of memory, chooses any process: a page is to blame the second time.
    is_chance = answer.ending is Ending.KILLED and not call.has_been_killed
    argument = call.argument if is_chance else again(call.argument, answer.outcome)
    if argument is None:
        return None
    return replace(
        call,
        argument=argument,
        seconds=seconds,
        tries=call.tries + 1,
        has_been_late=call.has_been_late or answer.ending is Ending.LATE,
        has_been_killed=is_chance,
    )
