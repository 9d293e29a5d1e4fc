import re
import sqlite3
from pathlib import Path

import pytest

from extractor.store.database import open_read_only
from extractor.store.dump import stored_tables

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "tables.md"


def described() -> dict[str, set[str]]:
    """Table → the columns that its section of the documentation names at the beginning of an item."""
    sections = re.split(r"^## ", DOCUMENTATION.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {
        section.split("\n", 1)[0]: {
            column
            for item in re.findall(r"^- ((?:`\w+`(?:, )?)+):", section, flags=re.MULTILINE)
            for column in re.findall(r"`(\w+)`", item)
        }
        for section in sections
    }


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [name for _, name, *_ in connection.execute(f'PRAGMA table_info("{table}")')]


def test_every_table_and_column_is_described_and_nothing_else(sample_db: Path) -> None:
    connection = open_read_only(sample_db)
    sections = described()
    assert {*stored_tables(connection)} == {*sections} - {"Views", "Full-text search"}
    for table in stored_tables(connection):
        assert sections[table] == {*columns(connection, table)}, table
    views = {
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'view' AND name NOT LIKE '%fts%'"
        )
    }
    assert sections["Views"] == views
    connection.close()


NAMES_OF_THE_CONTRACT = {
    "documents": "id sha256 file_name path page_count doc_type number symbol identifier instrument_id issuer issuer_id "
    "place issued_on title period_kind period_start period_end period_label as_of signer family text_layer status "
    "extractor_version extracted_at",
    "pages": "document_id number width height rotation text text_layer encoding ocr_confidence",
    "sections": "id document_id parent_id level label title page",
    "footnotes": "id document_id number text page page_end marker_page marker_before sentence section_id boxes",
    "instruments": "id key doc_type number symbol year identifier issuer_id issued_on title times_cited document_id",
    "citations": "id document_id instrument_id page page_end location footnote_id table_row_id raw doc_type number "
    "symbol identifier issued_on issuer relation pinpoint char_start char_end boxes status method confidence",
    "dates": "id document_id page raw start end precision role boxes",
    "tables": "id document_id label title page page_end n_rows n_cols header boxes",
    "table_columns": "id table_id document_id position head role unit scenario change base period_start period_end "
    "as_of place confidence",
    "table_rows": "id table_id document_id position stt label unit value_raw value value_kind note level parent_id "
    "is_heading page cells boxes",
    "figures": "id document_id page location table_row_id table_column_id footnote_id indicator_id label raw value "
    "unit qualifier period_start period_end as_of scenario change base base_figure_id place sentence boxes method "
    "confidence",
    "indicators": "id key name unit family parent_id",
    "checks": "id document_id kind statement expected actual difference holds severity page figure_ids explanation",
    "organisations": "id key name code kind place valid_from valid_to",
    "mentions": "id document_id organisation_id page raw boxes method confidence",
    "sources": "sha256 path",
    "citation_candidates": "citation_id instrument_id reason",
    "citation_edges": "document_id instrument_id relation count",
    "failures": "id run_id path sha256 stage page error hint attempts",
    "citation_index": "key identifier doc_type issuer issued_on title times_cited cited_in first_citing_period "
    "last_citing_period anomalies",
    "figures_by_period": "place period_kind period_start period_end label unit value page file_name",
}
"""Names that others script against: a column may be added, none may go."""


@pytest.mark.parametrize("table", NAMES_OF_THE_CONTRACT)
def test_names_that_others_script_against(sample_db: Path, table: str) -> None:
    connection = open_read_only(sample_db)
    assert {*NAMES_OF_THE_CONTRACT[table].split()} <= {*columns(connection, table)}
    connection.close()


def test_every_reference_to_another_table_has_an_index(sample_db: Path) -> None:
    connection = open_read_only(sample_db)
    missing = []
    for table in stored_tables(connection):
        indexed = {
            connection.execute(f'PRAGMA index_info("{index}")').fetchone()["name"]
            for _, index, *_ in connection.execute(f'PRAGMA index_list("{table}")')
        }
        references = {row["from"] for row in connection.execute(f'PRAGMA foreign_key_list("{table}")')}
        missing += [f"{table}.{column}" for column in references - indexed]
    assert missing == []
    connection.close()


def test_every_link_to_another_table_is_a_foreign_key(sample_db: Path) -> None:
    connection = open_read_only(sample_db)
    for table in stored_tables(connection):
        keys = {row["from"] for row in connection.execute(f'PRAGMA foreign_key_list("{table}")')}
        assert {column for column in columns(connection, table) if column.endswith("_id")} == keys, table
    connection.close()
