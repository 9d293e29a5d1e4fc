"""Arguments to whoever works, and what comes of each: the order of calls, whoever the workers are."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable
from contextlib import closing
from itertools import islice
from typing import Protocol

from extractor.guard.division import Argument, Call, Divided, Value
from extractor.guard.limits import Limits
from extractor.guard.second_try import Again, Allowance, Answer, allowance_of, second_try
from extractor.model.pages import Failure


class Workers(Protocol[Argument, Value]):
    """Who calls a function: processes of this machine (``pool.py``), or machines of a cluster."""

    @property
    def is_full(self) -> bool:
        """Whether no worker is free."""

    @property
    def is_busy(self) -> bool:
        """Whether some answer is still to come."""

    def give(self, argument: Call[Argument, Value], allowance: Allowance) -> None:
        """Has somebody call the function; ``allowance`` is what it may take."""

    def next_answer(self) -> Answer[Call[Argument, Value], Value | Divided[Argument, Value]] | None:
        """Waits for the next answer, which is a failure where a worker died or was late; None: another is free now."""
        ...

    def close(self) -> None:
        """Ends whatever is at work."""


def answered(
    workers: Workers[Argument, Value], arguments: Iterable[Argument], limits: Limits, again: Again[Argument]
) -> Generator[tuple[Argument, Value | Failure], None, None]:
    """Each argument with what the workers return for it, in the order in which they are done.

    workers: are closed at the end. arguments: taken as workers become free, one more than there are workers ahead.
    limits, again: as ``guarded`` takes them, which says the rest.
    """
    coming = (Call[Argument, Value](argument) for argument in arguments)
    waiting: deque[Call[Argument, Value]] = deque()

    def keep_busy() -> None:
        while True:
            if not waiting:
                waiting.extend(islice(coming, 1))
            if not waiting or workers.is_full:
                return
            call = waiting.popleft()
            workers.give(call, allowance_of(call, limits))

    with closing(workers):
        keep_busy()
        while workers.is_busy:
            answer = workers.next_answer()
            if answer is None:
                keep_busy()
                continue
            further = second_try(answer, again, limits)
            call, outcome = answer.argument, answer.outcome
            waiting.extendleft([further] if further else reversed(call.next_calls(outcome)))
            # Before the caller takes the answer: what it does with that, no worker need wait for.
            keep_busy()
            if not further and not isinstance(outcome, Divided):
                yield call.argument, outcome
