"""A call that has its work shared: others do the parts, and a last call makes the whole of what they return."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from extractor.model.pages import Failure

Argument = TypeVar("Argument")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Divided(Generic[Argument, Value]):
    """What a guarded function returns in place of a value, where most of its work can be done by several workers.

    ``parts`` are arguments of the same function; each is limited for itself, and a failure costs that part only.
    ``rest`` makes the argument of the last call of their outcomes, which stand in the order of the parts. Both are
    pickled.
    """

    parts: tuple[Argument, ...]
    rest: Callable[[Sequence[Value | Failure]], Argument]


@dataclass(slots=True, eq=False)
class Call(Generic[Argument, Value]):
    """An argument on its way to a worker, which gets the argument alone.

    ``part_of`` is the divided call that it is a part of, ``place`` its place among the parts. ``tries`` are those that
    have failed, with the ``seconds`` that they took and how they ended.
    """

    argument: Argument
    part_of: Call[Argument, Value] | None = None
    place: int = 0
    divided: Divided[Argument, Value] | None = None
    outcomes: dict[int, Value | Failure] = field(default_factory=dict)
    tries: int = 0
    seconds: float = 0.0
    has_been_late: bool = False
    has_been_killed: bool = False

    def __reduce__(self) -> tuple[Callable[[Argument], Argument], tuple[Argument]]:
        return _alone, (self.argument,)

    def next_calls(self, outcome: Value | Failure | Divided[Argument, Value]) -> Sequence[Call[Argument, Value]]:
        """What is to be called now that this call has ended so: its parts, or the last call where it was the last."""
        if isinstance(outcome, Divided):
            self.divided = outcome
            parts = [Call(part, self, place) for place, part in enumerate(outcome.parts)]
            return parts or self._last_call()
        if self.part_of is None:
            return ()
        self.part_of.outcomes[self.place] = outcome
        return self.part_of._last_call()

    def _last_call(self) -> Sequence[Call[Argument, Value]]:
        """The last call, where no part is missing; what was a part itself is one still."""
        count = len(self.divided.parts) if self.divided else 0
        if self.divided is None or len(self.outcomes) < count:
            return ()
        argument = self.divided.rest([self.outcomes[place] for place in range(count)])
        return (Call(argument, self.part_of, self.place),)


def _alone(argument: Argument) -> Argument:
    return argument
