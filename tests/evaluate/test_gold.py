"""Reading gold files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.errors import UsageError
from extractor.evaluate.gold import load_gold


def write(path: Path, **fields: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"file": f"{path.stem}.pdf", "document": {}, "citations": []} | fields))
    return path


def test_folders_give_their_gold_in_order_and_pass_over_other_files(tmp_path: Path) -> None:
    write(tmp_path / "b.json")
    write(tmp_path / "a.json")
    (tmp_path / "list.json").write_text("[]")
    (tmp_path / "other.json").write_text('{"file": "x"}')
    assert [gold.file for gold in load_gold([tmp_path])] == ["a.pdf", "b.pdf"]


def test_layers_choose(tmp_path: Path) -> None:
    write(tmp_path / "a.json", document={"text_layer": "legacy"})
    write(tmp_path / "b.json")
    assert [gold.file for gold in load_gold([tmp_path], ["legacy"])] == ["a.pdf"]
    with pytest.raises(UsageError, match="text layer none"):
        load_gold([tmp_path], ["none"])


@pytest.mark.parametrize(("name", "content"), [("a.json", "{"), ("b.json", "[]"), ("c.json", '{"file": "x"}')])
def test_a_named_file_must_be_gold(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(UsageError, match=name):
        load_gold([tmp_path / name])


def test_location_and_note_of_a_citation(tmp_path: Path) -> None:
    citations = [
        {"raw": "x", "page": 1, "identifier": "1/QĐ", "where": "footnote:12a"},
        {"raw": "x", "page": 1, "identifier": "1/QĐ", "where": "table:form 1"},
        {"raw": "x", "page": 1, "identifier": "1/QĐ"},
    ]
    (gold,) = load_gold([write(tmp_path / "a.json", citations=citations)])
    assert [(one.location, one.footnote) for one in gold.citations] == [
        ("footnote", "12a"),
        ("table", None),
        ("body", None),
    ]
