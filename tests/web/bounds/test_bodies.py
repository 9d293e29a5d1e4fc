"""What the room sends goes in pieces, and what nobody takes is bounded."""

from __future__ import annotations

import asyncio
from typing import Any

from extractor.web.bounds.bodies import MOST_HELD, PIECE, with_small_pieces


def test_a_long_answer_goes_in_pieces_and_is_the_same() -> None:
    body = bytes(range(256)) * 1_000
    came: list[Any] = []

    async def answering(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.body", "body": body, "more_body": True})
        await send({"type": "http.response.body", "body": body})

    async def send(message: Any) -> None:
        came.append(message)

    asyncio.run(with_small_pieces(answering)({"type": "http"}, None, send))
    assert b"".join(message["body"] for message in came) == 2 * body
    assert max(len(message["body"]) for message in came) == PIECE
    assert [message["more_body"] for message in came] == [True] * (len(came) - 1) + [False]


def test_answers_that_nobody_takes_are_followed_by_503_until_they_are_taken() -> None:
    # One object is sent by all: the test itself needs no memory.
    body = bytes(32 * 2**20)
    assert 4 * len(body) < MOST_HELD < 16 * len(body)

    async def answering(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": body})

    async def story() -> list[int]:
        application, take = with_small_pieces(answering), asyncio.Event()
        statuses: list[int] = []

        async def slow(message: Any) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])
            else:
                await take.wait()

        tasks = []
        for _ in range(20):
            tasks.append(asyncio.create_task(application({"type": "http"}, None, slow)))
            await asyncio.sleep(0)
        take.set()
        await asyncio.gather(*tasks)
        await application({"type": "http"}, None, slow)
        return statuses

    statuses = asyncio.run(story())
    assert statuses[0] == statuses[-1] == 200
    assert 4 <= statuses.count(200) - 1 <= 16
    assert 503 in statuses
