"""A few at a time, some wait, others are told to come back."""

from __future__ import annotations

import asyncio
from dataclasses import fields

import pytest

from extractor.web.bounds.connections import MOST
from extractor.web.bounds.turns import PATIENCE, BusyError, RoomTurns, Turns


def test_as_many_as_may_have_a_turn_and_the_next_one_follows() -> None:
    async def story() -> list[str]:
        turns, told, go = Turns(2, 5), [], asyncio.Event()

        async def reader(name: str) -> None:
            async with turns.one():
                told.append(f"{name} in")
                await go.wait()
            told.append(f"{name} out")

        readers = [asyncio.create_task(reader(name)) for name in "abc"]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert told == ["a in", "b in"]
        go.set()
        await asyncio.gather(*readers)
        return told

    assert "c out" in asyncio.run(story())


def test_who_finds_a_full_row_is_told_at_once_and_who_waits_in_vain_later() -> None:
    async def story() -> None:
        turns = Turns(1, 1, patience=0.01)
        async with turns.one():
            first = asyncio.create_task(_enter(turns))
            await asyncio.sleep(0)
            with pytest.raises(BusyError):  # the row is full
                await _enter(turns)
            with pytest.raises(BusyError):  # waited in vain
                await first
        await _enter(turns)

    asyncio.run(story())


async def _enter(turns: Turns) -> None:
    async with turns.one():
        pass


def test_all_waits_of_one_request_are_one_wait() -> None:
    async def story() -> None:
        turns, long_ago = Turns(1, 5, patience=600), float("-inf")
        async with turns.one():
            with pytest.raises(BusyError):  # it has waited for other turns so long
                async with turns.one(long_ago):
                    pass
        async with turns.one(long_ago):  # what is free is no wait
            pass

    asyncio.run(story())


def test_the_request_that_came_first_has_all_its_turns_first() -> None:
    async def story() -> list[str]:
        turns, told = Turns(1, 100, patience=float("inf")), []

        async def request(name: str, came: float) -> None:
            for _ in range(5):
                async with turns.one(came):
                    await asyncio.sleep(0)
            told.append(name)

        async with turns.one():
            requests = [asyncio.create_task(request(name, came)) for name, came in (("c", 3), ("a", 1), ("b", 2))]
            await asyncio.sleep(0)
        await asyncio.gather(*requests)
        return told

    assert asyncio.run(story()) == ["a", "b", "c"]


@pytest.mark.parametrize("has_come", [False, True])
def test_who_leaves_takes_no_turn_along(has_come: bool) -> None:
    async def story() -> None:
        turns = Turns(1, 5)
        async with turns.one():
            leaving = asyncio.create_task(_enter(turns))
            await asyncio.sleep(0)
            if not has_come:
                leaving.cancel()
                await asyncio.sleep(0)
        leaving.cancel()
        await asyncio.gather(leaving, return_exceptions=True)
        assert leaving.cancelled()
        await asyncio.gather(_enter(turns), _enter(turns))

    asyncio.run(story())


def test_a_turn_is_given_back_by_what_fails() -> None:
    async def story() -> None:
        turns = Turns(1, 0)
        with pytest.raises(ValueError, match="x"):
            async with turns.one():
                raise ValueError("x")
        await _enter(turns)

    asyncio.run(story())


def test_there_is_a_thread_for_all_that_have_a_turn_at_the_database() -> None:
    turns = RoomTurns()
    assert turns.threads > turns.start.at_once + turns.pages.at_once + turns.plain.at_once + turns.evidence.at_once
    # Six connections of a browser wait; what takes long leaves half of all connections to those who read.
    for each in fields(turns):
        kind: Turns = getattr(turns, each.name)
        assert kind.at_once + kind._most_waiting >= 6, each.name
    slow = (turns.sql, turns.pictures, turns.evidence, turns.files)
    assert sum(kind.at_once + kind._most_waiting for kind in slow) <= MOST * 6 // 10
    assert 20 <= PATIENCE <= 45
