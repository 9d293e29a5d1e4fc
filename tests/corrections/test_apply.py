"""Corrections in a database: what they change, what follows from them, what they wait for, and how they go again."""

from __future__ import annotations

import shutil
import sqlite3
import unicodedata
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from corpus import typefaces
from extractor.across.corpus_pass import run_corpus_pass
from extractor.corrections.apply import apply_corrections
from extractor.corrections.file import read_corrections
from extractor.errors import UsageError
from extractor.query.corrections import corrections_of, list_corrections
from extractor.run.ingest import ingest
from extractor.store.database import open_database, transaction
from extractor.store.dump import dump
from extractor.store.writer import take_key
from tests.corrections.written import CITED, correction, fact, rows, write_corrections, write_reports

pytestmark = pytest.mark.skipif(not typefaces.available(), reason=f"needs the typeface {typefaces.PIN}")


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the two reports, read once, without corrections."""
    folder = tmp_path_factory.mktemp("read")
    ingest([write_reports(folder / "reports")], folder / "reports.db", jobs=1)
    return folder


@pytest.fixture
def database(read: Path, tmp_path: Path) -> Path:
    shutil.copy(read / "reports.db", tmp_path)
    return tmp_path / "reports.db"


def applied(database: Path, *tables: str) -> Counter[str]:
    file = write_corrections(database, tables)
    with closing(open_database(database)) as connection:
        counts = apply_corrections(connection, read_corrections(file))
        run_corpus_pass(connection)
    return +counts


def states(database: Path) -> list[tuple[int, str, str | None]]:
    return rows(database, "SELECT line, state, remark FROM corrections WHERE coalesce(remark, '') NOT LIKE 'follows%'")


def dumped(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return list(dump(connection))


def test_a_corrected_number_moves_its_citation_to_another_instrument(database: Path) -> None:
    cited = fact(database, "citations", where="identifier = '4951/QĐ-UBND'")
    before = rows(database, "SELECT key, instrument_id FROM citations WHERE id = ?", cited)[0]
    counts = applied(database, correction(fact=cited, field="identifier", value="4952/QĐ-UBND"))
    assert counts == {"applied": 1}
    found = rows(
        database, "SELECT identifier, number, symbol, raw, key, instrument_id FROM citations WHERE id = ?", cited
    )
    assert found[0][:5] == ("4952/QĐ-UBND", "4952", "QĐ-UBND", CITED, before[0].replace("4951", "4952"))
    assert found[0][5] != before[1]
    (index,) = rows(database, "SELECT times_cited FROM instruments WHERE identifier = '4952/QĐ-UBND'")
    assert index == (1,)


def test_what_was_read_comes_back_after_another_document_has_made_the_id_longer(database: Path) -> None:
    query = "SELECT key, identifier FROM citations ORDER BY rowid"
    cited, before = fact(database, "citations", where="identifier = '4951/QĐ-UBND'"), rows(database, query)
    applied(database, correction(fact=cited, field="identifier", value="4952/QĐ-UBND"))
    ((sha256,),) = rows(database, "SELECT sha256 FROM documents WHERE path = 'one.pdf'")
    other = sha256[:12] + ("1" if sha256[12] == "0" else "0") * 52
    with closing(open_database(database)) as connection, transaction(connection):
        take_key(connection, other)
    assert not rows(database, "SELECT 1 FROM citations WHERE id = ?", cited)
    applied(database)
    assert rows(database, query) == before


def test_the_place_of_a_document_is_that_of_its_organ(database: Path) -> None:
    one = {"document": "one.pdf", "field": "place"}
    assert applied(database, correction(**one, value="Hà Tĩnh")) == {"refused": 1}
    assert states(database)[0][2] == "`place` cannot be 'Hà Tĩnh': it must be a province such as ha-tinh"
    assert applied(database, correction(**one, value="ha-tinh")) == {"applied": 1}
    query = "SELECT place, issuer_key, instrument_key FROM documents WHERE path = 'one.pdf'"
    ((place, organ, key),) = rows(database, query)
    assert (place, organ, key.split(":")[1]) == ("ha-tinh", "snv@ha-tinh", "snv@ha-tinh")


def test_what_was_read_stands_beside_what_was_corrected(database: Path) -> None:
    cited = fact(database, "citations", where="identifier = '4951/QĐ-UBND'")
    applied(database, correction(fact=cited, field="issued_on", value="2023-12-26"))
    with closing(open_database(database)) as connection:
        kept = corrections_of(connection, [cited])[cited]
    assert [(each.field, each.read, each.value, each.who) for each in kept if not each.remark] == [
        ("issued_on", "2023-12-25", "2023-12-26", "Lan")
    ]


def test_withdrawing_a_line_puts_back_what_was_read(database: Path) -> None:
    before = dumped(database)
    cited, figure = fact(database, "citations", where="identifier = '4951/QĐ-UBND'"), fact(database, "figures")
    document = rows(database, "SELECT id FROM documents WHERE path = 'one.pdf'")[0][0]
    applied(
        database,
        correction(fact=cited, field="identifier", value="4952/QĐ-UBND"),
        correction(fact=figure, field="value", value=7),
        correction(fact=document, field="issuer", value="Sở Tài chính"),
        correction(fact=document, field="title", value=""),
    )
    assert dumped(database) != before
    assert applied(database) == {"withdrawn": 4}
    assert dumped(database) == before


def test_applying_twice_changes_nothing(database: Path) -> None:
    one = correction(document="one.pdf", field="issued_on", value="2024-05-06")
    applied(database, one)
    once = dumped(database)
    assert applied(database, one) == {"applied": 1}
    assert dumped(database) == once


def test_the_head_of_a_document(database: Path) -> None:
    applied(
        database,
        correction(document="one.pdf", field="issuer", value="Sở Tài chính"),
        correction(document="one.pdf", field="number", value="16"),
    )
    query = "SELECT issuer, issuer_key, identifier, instrument_key, issuer_id FROM documents WHERE path = ?"
    (one,), (two,) = rows(database, query, "one.pdf"), rows(database, query, "two.pdf")
    assert one[:3] == ("Sở Tài chính", "stc@nghe-an", "16/BC-SNV")
    assert one[3].endswith(":16")
    assert (two[0], one[4] != two[4]) == ("Sở Nội vụ", True)


def test_a_fact_is_found_by_its_print(database: Path) -> None:
    shared = {"document": "one.pdf", "print": CITED, "field": "issued_on"}
    assert applied(database, correction(**shared, value="2023-12-26")) == {"applied": 1}
    assert applied(database, correction(**shared, value="2023-12-26", page=2)) == {"waiting": 1}
    shared["print"] = "Quyết định số 1/QĐ-UBND"
    assert applied(database, correction(**shared, value="2023-12-26")) == {"waiting": 1}
    assert states(database)[0][2] == "nothing that has `issued_on` is printed so: Quyết định số 1/QĐ-UBND"


def test_an_id_that_names_another_fact_now_leads_to_the_print(database: Path) -> None:
    """As after a new version that numbers facts anew."""
    cited, other = fact(database, "citations"), fact(database, "citations", where="identifier = '4951/QĐ-UBND'")
    assert cited != other
    assert applied(database, correction(fact=cited, print=CITED, field="pinpoint", value="Điều 2")) == {"applied": 1}
    assert rows(database, "SELECT pinpoint FROM citations WHERE id = ?", other) == [("Điều 2",)]


def test_a_correction_that_follows_its_print_is_not_withdrawn(database: Path) -> None:
    cited, own = _two_facts(database)
    one = correction(fact=cited, print=CITED, field="pinpoint", value="Điều 2")
    applied(database, one)
    _swap_prints(database, cited, own)
    assert applied(database, one) == {"applied": 1}
    assert rows(database, "SELECT fact FROM corrections") == [(own,)]
    assert applied(database) == {"withdrawn": 1}


def test_each_correction_has_an_id_of_its_own_whatever_changes_places(database: Path) -> None:
    """One that waits stands at the fact to which the print of another has moved."""
    cited, own = _two_facts(database)
    lost = correction(fact="00000000000f-c1", field="pinpoint", value="Điều 2")
    waiting = correction(fact=own, print="Luật Đất đai", field="pinpoint", value="Điều 1")
    moved = correction(fact=cited, print=CITED, field="pinpoint", value="Điều 2")
    applied(database, moved)
    _swap_prints(database, cited, own)
    for _ in range(3):
        assert applied(database, waiting, moved, lost, lost) == {"applied": 1, "waiting": 3}


def _two_facts(database: Path) -> tuple[str, str]:
    """Two citations of one report."""
    where = "identifier {} '4951/QĐ-UBND'"
    return fact(database, "citations", where=where.format("=")), fact(database, "citations", where=where.format("<>"))


def _swap_prints(database: Path, one: str, other: str) -> None:
    """Two facts change their prints, as after a new version that numbers facts anew."""
    query = "UPDATE citations SET raw = iif(id = :one, :second, :first) WHERE id IN (:one, :other)"
    ((first,), (second,)) = (rows(database, "SELECT raw FROM citations WHERE id = ?", each)[0] for each in (one, other))
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(query, {"one": one, "other": other, "first": first, "second": second})
        connection.execute("UPDATE corrections SET document_id = NULL")


def test_prints_and_values_may_be_typed_in_two_characters(database: Path) -> None:
    """A keyboard of macOS writes a letter and its mark one after the other."""
    typed = correction(document="one.pdf", print=CITED, field="pinpoint", value="Điều 2")
    assert applied(database, unicodedata.normalize("NFD", typed)) == {"applied": 1}
    assert rows(database, "SELECT value FROM corrections") == [("Điều 2",)]


def test_an_id_alone_is_not_followed_to_another_print(database: Path) -> None:
    cited = fact(database, "citations", where="identifier = '4951/QĐ-UBND'")
    one = correction(fact=cited, field="pinpoint", value="Điều 2")
    applied(database, one)
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE citations SET raw = 'Luật Đất đai', pinpoint = NULL WHERE id = ?", (cited,))
        connection.execute("UPDATE corrections SET document_id = NULL")
    for _ in range(2):
        assert applied(database, one)["waiting"] == 1
        assert rows(database, "SELECT pinpoint FROM citations WHERE id = ?", cited) == [(None,)]
        assert "prints something else now (Luật Đất đai): give `print` as well" in str(states(database)[0][2])


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("id", "x", "`id` of citations cannot be corrected; there are: doc_type, number"),
        ("boxes", "[]", "`boxes` of citations cannot be corrected"),
        ("raw", "x", "`raw` of citations cannot be corrected"),
        ("issued_on", "25/12/2023", "`issued_on` cannot be '25/12/2023': it must be a day such as 2023-12-25"),
        ("issued_on", "2023-02-30", "it must be a day"),
        ("year", "năm", "it must be a whole number"),
        ("doc_type", "Quyết", "it must be a type of `trichluc rules list doc_types`"),
        ("relation", "nói", "it must be one of"),
        ("relation", "", "`relation` cannot be empty"),
        ("key", "4951", "it must be a key such as"),
        ("identifier", "không số", "no instrument can be told from"),
    ],
)
def test_what_cannot_be_is_refused_in_words(database: Path, field: str, value: str, says: str) -> None:
    cited = fact(database, "citations", where="identifier = '4951/QĐ-UBND'")
    before = rows(database, "SELECT * FROM citations")
    assert applied(database, correction(fact=cited, field=field, value=value)) == {"refused": 1}
    assert says in str(states(database)[0][2])
    assert rows(database, "SELECT * FROM citations") == before


def test_a_number_is_a_number(database: Path) -> None:
    figure = fact(database, "figures")
    assert applied(database, correction(fact=figure, field="value", value="1.204,5")) == {"refused": 1}
    assert applied(database, correction(fact=figure, field="value", value=1205)) == {"applied": 1}
    assert rows(database, "SELECT value, typeof(value) FROM figures WHERE id = ?", figure) == [(1205.0, "real")]


@pytest.mark.parametrize("value", ["1_204", "１２０４", " 1204", "1e400", "nan", "0x4"])
def test_what_a_column_of_numbers_would_keep_as_text_is_refused(database: Path, value: str) -> None:
    assert applied(database, correction(fact=fact(database, "figures"), field="value", value=value)) == {"refused": 1}


def test_a_whole_number_that_was_read_has_no_decimals(database: Path) -> None:
    applied(database, correction(fact=fact(database, "figures", where="raw = '1.204'"), field="value", value=1205))
    assert rows(database, "SELECT read_value, value FROM corrections WHERE field = 'value'") == [("1204", "1205")]


def test_two_corrections_of_one_field(database: Path) -> None:
    figure = fact(database, "figures")
    counts = applied(database, *(correction(fact=figure, field="value", value=value) for value in (1, 2)))
    assert counts == {"applied": 1, "refused": 1}
    assert states(database)[1][2] == f"line 1 corrects `value` of {figure} already"
    assert rows(database, "SELECT value FROM figures WHERE id = ?", figure) == [(1.0,)]


def test_a_fact_of_another_database_waits(database: Path) -> None:
    assert applied(database, correction(fact="00000000000f-c1", field="pinpoint", value="x")) == {"waiting": 1}
    assert applied(database, correction(document="other.pdf", field="title", value="x")) == {"waiting": 1}
    assert states(database)[0][2] == "the document other.pdf is not in the database"


def test_they_hold_through_a_new_reading(read: Path, database: Path) -> None:
    cited = fact(database, "citations", where="identifier = '4951/QĐ-UBND'")
    write_corrections(database, [correction(fact=cited, field="identifier", value="4952/QĐ-UBND")])
    for options in ({}, {"force": True}, {"rules": ""}):
        summary = ingest([read / "reports"], database, jobs=1, **options)
        assert summary.corrections["applied"] == 1
        assert rows(database, "SELECT identifier FROM citations WHERE id = ?", cited) == [("4952/QĐ-UBND",)]
        assert rows(database, "SELECT read_value FROM corrections WHERE field = 'identifier'") == [("4951/QĐ-UBND",)]
    (database.parent / "corrections.toml").unlink()
    assert ingest([read / "reports"], database, jobs=1).corrections["withdrawn"] == 1
    assert rows(database, "SELECT identifier FROM citations WHERE id = ?", cited) == [("4951/QĐ-UBND",)]


def test_all_are_listed_in_the_order_of_the_file(database: Path) -> None:
    applied(
        database,
        correction(document="one.pdf", field="title", value="Công tác nội vụ"),
        correction(document="one.pdf", field="sha256", value="x"),
        correction(document="three.pdf", field="title", value="x"),
    )
    with closing(open_database(database)) as connection:
        listed = list_corrections(connection)
    assert [each.state for each in listed] == ["applied", "refused", "waiting"]
    assert listed[0].document == "one.pdf"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[correction]\n", "line 1: it is no TOML"),
        ("a = 1\n", "line 1: it may hold [[correction]] tables alone"),
        (correction(fact="x", field="y", value="z", whoo="w"), "line 1: `whoo` is not known; did you mean `who`?"),
        ('\n[[correction]]\nfact = "x"\n', "line 2: `field` is missing"),
        (correction(field="y", value="z"), "line 1: `fact` is missing, or `document` and `print`"),
        (correction(fact="x", field="y", value="z", page=0), "line 1: `page` must be a whole number"),
        (correction(document="x", field="y", value="z", table="citations"), "line 1: `print` is missing"),
        (
            correction(document="x", field="y", value=r"z\u001b[31m"),
            "line 1: `value` holds a character that nobody sees",
        ),
        (correction(fact="x", field="y", value="z") + "[[corection]]\n", "line 8: it may hold [[correction]] tables"),
        (
            correction(fact="x", field="y", value="z").replace('"z"', '"""\n[[correction]]\n\u2028"""')
            + "[[correction]]",
            "line 10: `field` is missing",
        ),
    ],
)
def test_what_is_no_file_of_corrections_is_told_with_its_line(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "corrections.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"corrections\.toml") as caught:
        read_corrections(file)
    assert says in caught.value.message
