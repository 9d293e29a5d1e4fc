"""Named parts of patterns: what they hold, how they are expanded, and that a new member is read everywhere."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import regex

import patterns
from patterns import phrases
from patterns.loader import load
from patterns.phrases import compiled, expand, part_words, with_words

_FOLDER = Path(patterns.__file__).parent

_READ_WITH_A_NEW_LEVEL = """
import json, pathlib, sys
from patterns import loader
loader._FOLDER = pathlib.Path(sys.argv[1])
import extractor
from extractor.find.organs.finder import find_organisations
from extractor.resolve.head.issuer import read_issuer
from extractor.resolve.organisations import Setting, identify_organisations
from extractor.resolve.places import full_issuer, place_slug, unit_name
from extractor.model.layout import Head
text = "Quyết định số 12/QĐ-UBND ngày 05/5/2027 của UBND vùng Tam Đảo về việc giao 19 vùng và 7 cấp vùng."
organs = identify_organisations(find_organisations(text), Setting(place="phu-tho"))
head = Head(left=("ỦY BAN NHÂN DÂN", "VÙNG TAM ĐẢO"))
print(json.dumps({
    "issuer": extractor.find_citations(text)[0].issuer,
    "organ": [each.key for each in organs],
    "units": [(each.raw, each.unit) for each in extractor.find_figures(text)],
    "place": [unit_name("UBND vùng Tam Đảo"), place_slug("UBND vùng Thanh Hóa")],
    "head": read_issuer(head).name,
}))
"""


def _read_with(folder: Path) -> dict[str, object]:
    """What the grammars read in one sentence with the registries of a folder, in a process of its own."""
    command = [sys.executable, "-c", _READ_WITH_A_NEW_LEVEL, str(folder)]
    result: dict[str, object] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return result


def test_a_level_that_a_reform_brings_is_one_word_in_one_file(tmp_path: Path) -> None:
    folder = tmp_path / "patterns"
    shutil.copytree(_FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    before = _read_with(folder)
    registry = folder / "phrases.toml"
    written = registry.read_text(encoding="utf-8")
    registry.write_text(written.replace('"đặc khu"]', '"đặc khu", "vùng"]', 1), encoding="utf-8")
    after = _read_with(folder)
    assert before["issuer"] != "UBND vùng Tam Đảo"
    assert after == {
        "issuer": "UBND vùng Tam Đảo",
        "organ": ["ubnd@phu-tho/tam-dao"],
        "units": [["19", "vùng"], ["7", "vùng"]],
        "place": ["vùng Tam Đảo", None],
        "head": "Ủy ban nhân dân vùng Tam Đảo",
    }
    assert before["place"] == [None, "thanh-hoa"]
    assert before["head"] == "Ủy ban nhân dân vùng tam đảo"
    assert before["units"] != after["units"]


def test_a_part_stands_for_its_words_the_longest_first() -> None:
    assert regex.match(expand(r"$LEVEL (?P<name>\w+)"), "thị xã Bỉm")["name"] == "Bỉm"
    assert regex.fullmatch(expand(r"$level \w+"), "dac khu phu")


def test_a_part_takes_in_the_words_of_others() -> None:
    assert set(part_words("UNIT_LEVEL")) == {*part_words("DISTRICT_LEVEL"), *part_words("COMMUNE_LEVEL")}
    assert set(part_words("LEVEL")) == {*part_words("PROVINCE_LEVEL"), *part_words("UNIT_LEVEL")}


def test_a_word_of_a_registry_may_name_a_part() -> None:
    assert with_words(["Toàn $PROVINCE_LEVEL", "Cả nước"]) == ("Toàn tỉnh", "Toàn thành phố", "Cả nước")


def test_what_follows_may_make_a_member_another_word() -> None:
    assert compiled("$LEVEL").search("bảo hiểm xã hội") is None
    assert compiled("$LEVEL").search("bảo hiểm xã\nhội") is None
    assert compiled("$LEVEL").search("tại xã Hội An")


def test_either_place_of_a_tone_mark_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = phrases.Entry("HEAD", {"words": ["Ủy ban", "hòa giải"]}, (), ())
    monkeypatch.setattr(phrases, "entries_of", lambda _: {"HEAD": entry})
    phrases._part.cache_clear()
    assert all(compiled("$HEAD").fullmatch(each) for each in ("Ủy ban", "Uỷ ban", "hòa giải", "hoà giải"))
    assert not compiled("$HEAD").fullmatch("ủy ban")
    phrases._part.cache_clear()


def test_an_unknown_name_is_told_with_those_that_are_like_it() -> None:
    with pytest.raises(KeyError, match=r"no part \$LEVELS; near names: .*\$LEVEL"):
        expand("(?:$LEVELS)")
    with pytest.raises(KeyError, match=r"none is like it"):
        expand("$QQQQ")


def test_parts_that_take_in_each_other_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = {
        "ONE": phrases.Entry("ONE", {"words": ["$OTHER"]}, (), ()),
        "OTHER": phrases.Entry("OTHER", {"words": ["$ONE"]}, (), ()),
    }
    monkeypatch.setattr(phrases, "entries_of", lambda _: entries)
    with pytest.raises(ValueError, match="ONE takes in OTHER takes in ONE"):
        part_words("ONE")
    part_words.cache_clear()


def test_a_dollar_that_ends_a_pattern_stays() -> None:
    assert expand(r"\s*$|^\d$") == r"\s*$|^\d$"


def test_a_part_in_small_letters_is_read_in_folded_text() -> None:
    assert compiled("$commune_level").search("tai dac khu phu quy")
    assert compiled("$commune_level").search("bao hiem xa hoi") is None


@pytest.mark.parametrize("folder", ["extractor", "patterns"])
def test_every_name_in_a_pattern_of_the_code_is_known(folder: str) -> None:
    """Patterns are compiled when they are first used: a name that nobody has tried is told here."""
    sources = [path.read_text(encoding="utf-8") for path in (_FOLDER.parent / folder).rglob("*.py")]
    names = {name for source in sources for name in regex.findall(r"\$([A-Z][A-Z_]+[A-Z])(?!\w)", source)}
    known = {entry.id for entry in load("phrases")} | {"NAME"}
    assert names <= known, sorted(names - known)
