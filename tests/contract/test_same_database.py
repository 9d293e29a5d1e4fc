"""The same files give the same database, whatever the number of workers and the order of the paths."""

from contextlib import closing
from pathlib import Path

from extractor.run.ingest import ingest
from extractor.store.database import open_read_only
from extractor.store.dump import dump
from tests.conftest import CORPUS

REPORTS = CORPUS / "reports"


def dumped(path: Path) -> list[str]:
    with closing(open_read_only(path)) as connection:
        return list(dump(connection))


def test_one_worker_and_the_paths_backwards_give_an_equal_dump(sample_corpus: Path, tmp_path: Path) -> None:
    backwards = sorted(REPORTS.glob("*.pdf"), reverse=True)
    ingest(backwards, tmp_path / "reports.db", jobs=1)
    assert dumped(tmp_path / "reports.db") == dumped(sample_corpus)


def test_a_second_run_reads_nothing_and_changes_nothing(sample_corpus: Path) -> None:
    before = dumped(sample_corpus)
    again = ingest([REPORTS], sample_corpus, jobs=2)
    assert (again.ingested, again.unchanged, again.failed) == (0, 9, 1)
    assert dumped(sample_corpus) == before


def test_the_database_names_no_place_on_this_machine(sample_corpus: Path) -> None:
    assert str(REPORTS.parent.parent) not in "\n".join(dumped(sample_corpus))
