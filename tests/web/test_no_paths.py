"""No answer says where files lie: every page, every form, every refusal, each byte of body and head."""

from __future__ import annotations

import asyncio
import getpass
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from extractor.facsimile.images import Facsimile
from extractor.web.metadata import queries, tables
from extractor.web.plugin import VIEWS
from extractor.web.room import reading_room
from tests.printed_reports import PrintedReports
from tests.web.test_every_page import NAMES, address_of

WRONG = (
    *("/none", "/none.json", "/{base}/none", "/{base}/none.csv", "/{base}.db", "/{base}/documents/none.json"),
    *("/{base}/documents?_sort=none", "/{base}/documents.json?_sort=none", "/{base}/documents.csv?_facet=none"),
    *("/{base}?sql=selec", "/{base}.json?sql=select+x+from+nowhere", "/{base}.csv?sql=selec", "/{base}/-/query?sql=1"),
    *("/{base}.json?sql=select+*+from+pragma_database_list", "/{base}.json?sql=attach+'x'+as+y"),
    *(
        "/{base}/documents?_where=)",
        "/{base}/documents.json?_next=%00",
        "/{base}/documents?_size=x",
        "/{base}?_trace=1",
    ),
    *("/-/databases", "/-/metadata.json", "/-/plugins.json", "/-/settings.json", "/-/config.json", "/-/threads"),
    *(
        "/{base}?_trace=1",
        "/.json",
        "/{base}.json",
        "/{base}/documents.json?_extra=debug,metadata,request,settings",
        "/-/static/../x",
    ),
    *("/{base}/-/none", "/{base}/-/page/none/1", "/{base}/-/image/none/1", "/{base}/-/pdf/none", "/%2e%2e/%2e%2e/etc"),
    *("/{base}/-/image/{document}/999", "/{base}/-/image/{document}/1?width=x", "/{base}/documents/{document}.json"),
    *("/reading-room/../room.py", "/reading-room/%2e%2e/room.py", "/reading-room/none.css"),
)
"""Addresses of nothing, and those of Datasette that tell of the server."""


@pytest.fixture(scope="module", params=["found", "gone"])
def answers(request: Any, printed: PrintedReports, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """What a room answers to everything, with its PDFs and with none of them."""
    own, cache = tmp_path_factory.mktemp("a-folder-of-its-own"), tmp_path_factory.mktemp("pictures")
    db = own / "reports.db"
    with closing(sqlite3.connect(printed.db)) as old, closing(sqlite3.connect(db)) as new:
        old.backup(new)
    folder = printed.folder if request.param == "found" else own / "moved"
    facsimile = Facsimile.of(db, [folder], cache)
    room = reading_room(db, facsimile, sql=True)
    with closing(sqlite3.connect(db)) as connection:
        document = connection.execute("select id from documents limit 1").fetchone()[0]
    papers = PrintedReports(db, folder)
    pages = [address_of(name, papers) for name in NAMES]
    forms = [_with_ending(address_of(view.name, papers), form) for view in VIEWS for form in ("json", *view.forms)]
    plain = [f"/{{base}}/{name}{end}" for name in (*tables(), *queries()) for end in ("", ".json", ".csv")]
    asked = [*pages, *forms, *(each.format(base=db.stem, document=quote(document)) for each in (*plain, *WRONG))]
    asked += [f"/{db.stem}/-/image/{document}/1", f"/{db.stem}/-/pdf/{document}"]

    async def ask() -> dict[str, tuple[int, bytes]]:
        await room.invoke_startup()
        came = {}
        for address in asked:
            answer = await room.client.get(address, headers={"range": "bytes=0-2000"} if "/pdf/" in address else {})
            heads = repr(answer.headers.raw).encode()
            came[address] = (answer.status_code, heads + answer.content)
        return came

    yield asyncio.run(ask()), [own, printed.folder.parent, cache, Path.home(), Path(__file__).parents[2]]
    facsimile.close()
    room.questions.close()


def _with_ending(address: str, form: str) -> str:
    path, mark, arguments = address.partition("?")
    return f"{path}.{form}{mark}{arguments}"


def test_no_answer_says_where_a_file_lies(answers: Any) -> None:
    came, places = answers
    secret = {str(place) for place in places} | {quote(str(place)) for place in places}
    secret |= {json.dumps(each)[1:-1] for each in secret} | {f"/{getpass.getuser()}/", "a-folder-of-its-own"}
    told = [(address, each) for address, (_, body) in came.items() for each in secret if each.encode() in body]
    assert not told, told[:5]


def test_they_are_answers(answers: Any) -> None:
    came, _ = answers
    statuses = [status for status, _ in came.values()]
    assert set(statuses) <= {200, 206, 302, 400, 403, 404}
    assert statuses.count(200) > len(VIEWS) + 2 * len(tables())
