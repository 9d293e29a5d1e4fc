"""A corrected fact is shown as such wherever it is shown: at the command line, in the room, in sheets and exports."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from corpus import typefaces
from extractor.cli.main import cli
from extractor.errors import ExitCode
from extractor.export.correction_words import corrected_words
from extractor.export.evidence.wording import entries
from extractor.language.catalogue import words_of
from extractor.query.corrections import corrections_of
from extractor.query.facts import fact
from extractor.query.findings import list_findings
from extractor.run.ingest import ingest
from extractor.store.database import open_read_only
from extractor.web.room import reading_room
from tests.corrections.written import CITED, correction, rows, write_corrections, write_reports
from tests.corrections.written import fact as fact_id

pytestmark = pytest.mark.skipif(not typefaces.available(), reason=f"needs the typeface {typefaces.PIN}")

TOLD = "corrected by hand (identifier: 4952/QĐ-UBND, read as 4951/QĐ-UBND)"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The two reports; of the first the decision that it cites, its title and its first figure are corrected."""
    folder = tmp_path_factory.mktemp("shown")
    reports, database = write_reports(folder / "reports"), folder / "reports.db"
    ingest([reports], database, jobs=1)
    tables = [
        correction(document="one.pdf", print=CITED, field="identifier", value="4952/QĐ-UBND"),
        correction(document="one.pdf", field="title", value="Công tác nội vụ"),
        correction(fact=fact_id(database, "figures"), field="value", value=1205),
    ]
    write_corrections(database, tables)
    assert ingest([reports], database, jobs=1).corrections["applied"] == 3
    return database


def run(database: Path, *call: str) -> str:
    done = CliRunner().invoke(cli, [*call, "--db", str(database)])
    assert done.exit_code == ExitCode.DONE, done.output
    return done.stdout


def page(database: Path, address: str) -> str:
    """A page of the room."""

    async def answer() -> str:
        room = reading_room(database)
        await room.invoke_startup()
        response = await room.client.get(f"/{database.stem}/-/{address}", follow_redirects=True)
        assert response.status_code == 200, address
        return str(response.text)

    return asyncio.run(answer())


def cited(database: Path) -> str:
    return fact_id(database, "citations", where="identifier = '4952/QĐ-UBND'")


def test_cite_and_show_say_what_was_read(database: Path) -> None:
    assert TOLD in run(database, "cite", "4952/QĐ-UBND")
    (place,) = json.loads(run(database, "cite", "4952/QĐ-UBND", "--json"))["citations"]
    assert [(each["read"], each["value"]) for each in place["corrections"]] == [("4951/QĐ-UBND", "4952/QĐ-UBND")]
    shown = " ".join(run(database, "show", "one.pdf").split())
    assert "Corrected (3)" in shown
    assert TOLD in shown
    assert "Corrected" not in run(database, "show", "two.pdf")


def test_the_evidence_sheet_says_so(database: Path) -> None:
    with closing(open_read_only(database)) as connection:
        found = fact(connection, cited(database))
    assert found
    told = {each.name: each.text for each in entries(found, words_of("en"))}
    assert told["Corrected"] == f"{TOLD}: typing error (Lan, 2026-11-30)"
    assert words_of("vi")("Corrected") != "Corrected"


def test_what_follows_is_told_only_where_nothing_else_is(database: Path) -> None:
    with closing(open_read_only(database)) as connection:
        fields = [each.field for each in corrections_of(connection, [cited(database)])[cited(database)]]
    assert fields == ["identifier"]
    follows = rows(database, "SELECT remark FROM corrections WHERE field = 'key'")
    assert follows == [("follows from identifier",)]


@pytest.mark.parametrize("form", ["document", "page", "instrument"])
def test_the_room_marks_it(database: Path, form: str) -> None:
    ((document, instrument),) = rows(
        database, "SELECT document_id, instrument_id FROM citations WHERE id = ?", cited(database)
    )
    address = {
        "document": f"document/{document}",
        "page": f"page/{document}/1",
        "instrument": f"instrument/{instrument}",
    }
    text = page(database, address[form])
    assert '<del lang="vi">4951/QĐ-UBND</del>' in text
    assert "typing error · Lan · 2026-11-30" in text


def test_a_document_that_is_not_corrected_has_no_mark(database: Path) -> None:
    document = rows(database, "SELECT id FROM documents WHERE path = 'two.pdf'")[0][0]
    assert "Corrected by hand" not in page(database, f"document/{document}")


def test_findings_say_that_a_figure_was_corrected_since(database: Path, tmp_path: Path) -> None:
    """Checks of one document are made when it is read, of what is printed."""
    copy = tmp_path / "reports.db"
    shutil.copy(database, copy)
    figure = fact_id(copy, "figures")
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute(
            """INSERT INTO checks (id, document_id, kind, statement, holds, severity, page, figure_ids, citation_ids,
                                   explanation, boxes, origin, confidence)
               SELECT document_id || '-k1', document_id, 'sum', 'x', 0, 'error', 1, json_array(id), '[]', 'y', '[]',
                      'document', 0.9 FROM figures WHERE id = ?""",
            (figure,),
        )
    with closing(open_read_only(copy)) as connection:
        (finding,) = [each for each in list_findings(connection) if each.statement == "x"]
    told = "corrected by hand (value: 1205, read as 1204)"
    assert [corrected_words(each.corrections, words_of("en")) for each in finding.evidence] == [told]
    assert told in run(copy, "audit")


def test_exports_hold_what_was_read(database: Path, tmp_path: Path) -> None:
    run(database, "export", "csv", "--out", str(tmp_path / "csv"))
    text = (tmp_path / "csv/corrections.csv").read_text(encoding="utf-8-sig")
    assert "4951/QĐ-UBND,4952/QĐ-UBND,typing error" in text


def test_a_report_of_its_own_says_so(database: Path, tmp_path: Path) -> None:
    run(database, "export", "html", "--out", str(tmp_path / "html"))
    ((ident,),) = rows(database, "SELECT id FROM documents WHERE path = 'one.pdf'")
    text = (tmp_path / f"html/{ident}.html").read_text(encoding="utf-8")
    assert f"{cited(database).partition('-')[2]}: {TOLD}" in text
    assert "corrected by hand (title: Công tác nội vụ, read as Công tác cải cách" in text
    assert "corrected by hand (value: 1205" in text


def test_how_sure_a_reading_is_says_nothing_of_what_was_corrected(database: Path) -> None:
    stated = {
        name: json.loads(run(database, "show", f"{name}.pdf", "--json"))["head"]["confidence"]
        for name in ("one", "two")
    }
    assert stated["two"].keys() - stated["one"].keys() == {"title"}


HOSTILE = "=cmd|'/c calc'!A1<script>alert(1)</script>"


def test_what_a_correction_says_is_text_wherever_it_is_shown(database: Path, tmp_path: Path) -> None:
    """A file of corrections may come from somebody else."""
    copy = Path(shutil.copy(database, tmp_path))
    written = {"document": "one.pdf", "reason": HOSTILE, "who": HOSTILE}
    write_corrections(copy, [correction(**written, field=field, value=HOSTILE) for field in ("title", "signer")])
    run(copy, "corrections", "apply")
    ((ident,),) = rows(copy, "SELECT id FROM documents WHERE path = 'one.pdf'")
    for form in ("csv", "html"):
        run(copy, "export", form, "--out", str(tmp_path / form))
    for html in ((tmp_path / f"html/{ident}.html").read_text(encoding="utf-8"), page(copy, f"document/{ident}")):
        assert "&lt;script&gt;alert(1)" in html
        assert "<script>alert(1)" not in html
    listed = (tmp_path / "csv/corrections.csv").read_text(encoding="utf-8-sig")
    assert listed.count("'=cmd") == listed.count("=cmd") == 6
