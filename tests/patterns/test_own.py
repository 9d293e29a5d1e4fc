"""Rules of a user's own: what is read of them, and each fault with file and line."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import patterns
from patterns.own.entries import RulesError
from patterns.own.rules import read_rules
from tests.patterns.own_rules import ALIAS, PRINTED, write_rules


def faults(folder: Path) -> list[tuple[str, int, str]]:
    with pytest.raises(RulesError) as caught:
        read_rules(folder)
    return [(fault.file, fault.line, fault.says) for fault in caught.value.faults]


def fault_of(folder: Path, aliases: str) -> tuple[int, str]:
    ((file, line, says),) = faults(write_rules(folder, aliases))
    assert file == "aliases.toml"
    return line, says


def test_an_entry_knows_its_place(tmp_path: Path) -> None:
    rules = read_rules(write_rules(tmp_path))
    (entry,) = rules.entries
    assert (entry.registry, entry.entry.id, entry.file, entry.line) == ("aliases", "de-an-9982", "aliases.toml", 2)
    assert not entry.replaces
    assert entry.line_of("hoàn thành 9982 đề án") == 11
    assert len(rules.digest) == 8


def test_the_registries_of_the_program_pass_as_own_rules() -> None:
    """What is asked of own entries is what those of the program have."""
    rules = read_rules(Path(patterns.__file__).parent)
    assert all(entry.replaces for entry in rules.entries)
    assert len(rules.entries) > 1000


def test_an_empty_folder_is_no_rules(tmp_path: Path) -> None:
    assert read_rules(tmp_path).digest == ""


def test_the_digest_changes_with_what_is_read_and_not_with_remarks_or_examples(tmp_path: Path) -> None:
    digest = read_rules(write_rules(tmp_path)).digest
    told = ALIAS.replace("An own name", "A name of ours").replace("hoàn thành 9982", "có 9982")
    assert read_rules(write_rules(tmp_path, told)).digest == digest
    assert read_rules(write_rules(tmp_path, ALIAS.replace("2021-03-04", "2021-03-05"))).digest != digest


def test_rules_cross_to_other_processes(tmp_path: Path) -> None:
    rules = read_rules(write_rules(tmp_path))
    assert pickle.loads(pickle.dumps(rules)) == rules


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    ((_, _, says),) = faults(tmp_path / "none")
    assert says == "there is no such folder"


def test_names_in_capitals_are_read_and_folders_below_are_named(tmp_path: Path) -> None:
    write_rules(tmp_path)
    (tmp_path / "aliases.toml").rename(tmp_path / "aliases.mine.TOML")
    assert [each.file for each in read_rules(tmp_path).entries] == ["aliases.mine.TOML"]
    (tmp_path / "notes").mkdir()
    assert len(read_rules(tmp_path).entries) == 1
    write_rules(tmp_path / "more")
    ((file, _, says),) = faults(tmp_path)
    assert file == "more/aliases.toml"
    assert says.startswith("rules in a folder below are not read")


def test_a_registry_that_is_not_there_has_near_names(tmp_path: Path) -> None:
    ((file, line, says),) = faults(write_rules(tmp_path, alias=ALIAS))
    assert (file, line) == ("alias.toml", 1)
    assert "did you mean aliases" in says


def test_what_is_no_toml_has_its_line(tmp_path: Path) -> None:
    line, says = fault_of(tmp_path, ALIAS.replace('number = "9982"\n', 'number = "9982\n'))
    assert line == 6
    assert says.startswith("it is no TOML: ")


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    write_rules(tmp_path)
    (tmp_path / "aliases.toml").write_bytes(b"\xff\xfe")
    ((file, line, says),) = faults(tmp_path)
    assert (file, line) == ("aliases.toml", 1)
    assert says.startswith("it cannot be read: ")


@pytest.mark.parametrize(
    ("printed", "instead", "line", "says"),
    [
        ('id = "de-an-9982"\n', "", 2, "an entry has no id"),
        ('number = "9982"\n', "", 3, "de-an-9982: `number` is missing"),
        ("before =", "befor =", 4, "`befor` is no field of aliases; did you mean `before`?"),
        ('before = ["đề án"]', 'before = "đề án"', 4, "`before` must be a list"),
        ('before = ["đề án"]', "before = [1]", 4, "`before` is a list of other things"),
        ('number = "9982"\n', 'number = "9982"\ntail = "(?:/CP"\n', 7, "`tail` is no regular expression: "),
        ('number = "9982"\n', 'number = "$NOWHERE"\n', 6, "there is no part $NOWHERE"),
        ('type = "dean"', 'type = "dêan"', 5, "`type`: doc_types has no entry 'dêan'; did you mean"),
        ('symbol = "QĐ-UBND", ', "", 7, "`target` lacks symbol"),
        ("2021-03-04", "04/03/2021", 7, "`target.issued_on` is no day"),
        ('reject = ["', 'reject = [3, "', 11, "`reject` is no list of texts"),
        ("# An own name.", 'title = "x"', 1, "`title` is not known"),
        ("2021-03-04", "2021-02-30", 7, "`target.issued_on` is no day"),
        ('"2021-03-04"', "2021-03-04", 7, "`target` holds a day: put it between quotation marks"),
        ('before = ["đề án"]', 'before = ["đề án", " "]', 4, "`before` holds an empty text"),
        ('id = "de-an-9982"', 'id = "đề án:9982"', 3, "the id 'đề án:9982' may hold letters without marks"),
    ],
)
def test_faults_of_fields(tmp_path: Path, printed: str, instead: str, line: int, says: str) -> None:
    assert printed in ALIAS
    found = faults(write_rules(tmp_path, ALIAS.replace(printed, instead)))
    assert ("aliases.toml", line) in {(file, at) for file, at, _ in found}
    assert any(says in told for _, _, told in found), found


@pytest.mark.parametrize("written", ["", "# Nothing yet.\n", "\n\n"])
def test_a_file_without_entries_is_no_rules(tmp_path: Path, written: str) -> None:
    assert read_rules(write_rules(tmp_path, written)).digest == ""


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    file = write_rules(tmp_path) / "aliases.toml"
    assert [says for _, _, says in faults(file)] == ["it is a file: name the folder that holds it"]


INDICATOR = """
[[entry]]
id = "ho-chieu"
name = "Số hộ chiếu đã cấp"
name_en = "passports issued"
unit = "hộ chiếu"
match = ["Số hộ chiếu đã cấp | hộ chiếu"]
"""


def test_what_is_missing_is_told_by_the_entries_that_are_most_alike(tmp_path: Path) -> None:
    """An indicator with a unit is none that heads a form: those have a form and are headings."""
    found = faults(write_rules(tmp_path, indicators=INDICATOR))
    assert [says for _, _, says in found] == ["ho-chieu: `sector` is missing", "ho-chieu: `time` is missing"]


def test_a_word_that_says_nothing_is_refused(tmp_path: Path) -> None:
    written = f'{INDICATOR}sector = "nội vụ"\ntime = "flw"\n'
    ((_, line, says),) = faults(write_rules(tmp_path, indicators=written))
    assert (line, says) == (9, "ho-chieu: `time` must be one of cumulative, flow, level, yearly")


def test_a_pattern_that_fits_nothing_at_all_is_refused(tmp_path: Path) -> None:
    written = '[[entry]]\nid = "thu"\nkind = "Y"\npattern = "(?:năm thử)?"\nmatch = ["năm thử"]\n'
    ((_, line, says),) = faults(write_rules(tmp_path, periods=written))
    assert (line, says) == (4, "thu: `pattern` fits nothing at all, and so everywhere")


def test_lines_are_those_of_toml_whatever_a_text_holds(tmp_path: Path) -> None:
    """A text of several lines may hold what looks like a head; a line separator of Unicode parts no lines."""
    first = ALIAS.replace('"hoàn thành 9982 đề án"', '"""hoàn\n[[entry]]\nthành""", "một\u2028hai"')
    rules = read_rules(
        write_rules(tmp_path, first + "\n[[ entry ]]\n" + ALIAS.partition("[[entry]]\n")[2].replace("-an-", "-ans-"))
    )
    assert [each.line for each in rules.entries] == [2, 15]


def test_an_entry_without_examples_is_refused(tmp_path: Path) -> None:
    start = ALIAS.index("match")
    line, says = fault_of(tmp_path, ALIAS[:start])
    assert (line, says) == (3, "de-an-9982: `match` is missing: at least one text in which it must be read")


def test_an_id_stands_once_in_all_files_of_a_registry(tmp_path: Path) -> None:
    found = faults(write_rules(tmp_path, **{"aliases.more": f"\n{ALIAS}"}))
    assert found == [("aliases.toml", 2, "the id 'de-an-9982' stands twice: also in aliases.more.toml, line 3")]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    wrong = ALIAS.replace('type = "dean"', 'typ = "dean"') + ALIAS.replace("de-an-9982", "other").replace("2021", "x")
    assert len(faults(write_rules(tmp_path, wrong))) >= 3


def run(program: str, folder: Path) -> list[str]:
    """What a program prints, line by line, in an interpreter of its own: a process has one set of rules."""
    command = [sys.executable, "-c", f"import sys, extractor; folder = sys.argv[1]\n{program}", str(folder)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.splitlines()


_SHOWN = f"print(*(each.method for each in extractor.find_citations({PRINTED!r})))"


def test_strings_are_read_with_them(tmp_path: Path) -> None:
    folder = write_rules(tmp_path / "rules")
    assert run(_SHOWN, folder) == [""]
    assert run(f"extractor.use_rules(folder)\n{_SHOWN}", folder) == ["de-an-9982"]


def test_an_entry_of_a_known_id_takes_the_place_of_that_of_the_program(tmp_path: Path) -> None:
    folder = write_rules(tmp_path / "rules", ALIAS.replace("de-an-9982", "de-an-06"))
    program = f"extractor.use_rules(folder)\n{_SHOWN}\nprint(len(extractor.find_citations('thực hiện Đề án 06 tại')))"
    assert run(program, folder) == ["de-an-06", "0"]


def test_two_sets_of_rules_never_mix_in_one_process(tmp_path: Path) -> None:
    folder = write_rules(tmp_path / "rules")
    late = f"{_SHOWN}\ntry: extractor.use_rules(folder)\nexcept Exception as error: print(error.message)"
    assert "has read with the program's rules alone" in run(late, folder)[1]
    write_rules(tmp_path / "other", ALIAS.replace("2021", "2022"))
    second = f"extractor.use_rules(folder)\n{_SHOWN}\ntry: extractor.use_rules(folder + '/../other')\n"
    assert "has read with the rules in" in run(f"{second}except Exception as error: print(error.message)", folder)[1]


def test_the_same_rules_may_be_named_again(tmp_path: Path) -> None:
    folder = write_rules(tmp_path / "rules")
    assert run(f"extractor.use_rules(folder)\n{_SHOWN}\nextractor.use_rules(folder)", folder) == ["de-an-9982"]


def test_no_module_reads_a_registry_when_it_is_imported() -> None:
    """Else rules that a call names would come too late (workers import before they are told)."""
    program = (
        "import importlib, pkgutil, patterns\nfrom patterns.loader import is_read\n"
        "for room in (patterns, extractor):\n"
        " for each in pkgutil.walk_packages(room.__path__, room.__name__ + '.'):\n"
        "  importlib.import_module(each.name)\n"
        "  if is_read(): print(each.name); break\n"
    )
    assert run(program, Path()) == []
