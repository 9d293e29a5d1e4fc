import os
import signal
from collections.abc import Callable
from pathlib import Path

from extractor.across.corpus_pass import run_corpus_pass
from extractor.model.pages import Failure
from extractor.store.writer import Writer
from tests.documents import sample_documents, sha256_of
from tests.store.databases import dumped, ingest, query

BROKEN = Failure("read", None, "the file ends in the middle", "download it again")


def write_all(path: Path, watch: Callable[[str], None] | None = None) -> None:
    """What one run does: documents that are not stored yet, a failure, names, the end of the run."""
    with Writer(path) as writer:
        if watch:
            writer._connection.set_trace_callback(watch)
        writer.begin_run("options", "0.1.0")
        stored = writer.done()
        for document in sample_documents():
            if document.sha256 not in stored:
                writer.write(document, "options")
        if not writer.failed():
            writer.write_failure("broken.pdf", sha256_of("broken"), BROKEN, "options")
        writer.write_sources({sha256_of("first"): ["2024/thanh-hoa-2024-q1.pdf", "copy.pdf"]})
        run_corpus_pass(writer.connection)
        writer.finish_run({})


def test_closing_without_finishing_is_completed_by_the_next_run(tmp_path: Path) -> None:
    write_all(tmp_path / "whole.db")
    with Writer(tmp_path / "a.db") as writer:
        writer.begin_run("options", "0.1.0")
        writer.write(sample_documents()[2], "options")
    write_all(tmp_path / "a.db")
    assert dumped(tmp_path / "a.db") == dumped(tmp_path / "whole.db")


def test_killed_at_any_statement_the_next_run_completes_the_same_database(tmp_path: Path) -> None:
    statements: list[str] = []
    write_all(tmp_path / "whole.db", statements.append)
    whole = dumped(tmp_path / "whole.db")
    moments = range(1, len(statements), max(1, len(statements) // 25))
    for moment in moments:
        path = tmp_path / f"{moment}.db"
        kill_in_child(path, moment)
        write_all(path)
        assert dumped(path) == whole, f"killed at statement {moment}: {statements[moment]}"
        assert query(path, "PRAGMA integrity_check") == [("ok",)]
        assert query(path, "PRAGMA foreign_key_check") == []
        assert query(path, "SELECT count(*) FROM pages_fts WHERE pages_fts MATCH 'thanh'") == [(3,)]


def kill_in_child(path: Path, moment: int) -> None:
    """Run ``write_all`` in a child process that is killed when it comes to this statement."""
    child = os.fork()
    if child == 0:
        seen = iter(range(moment))

        def watch(statement: str) -> None:
            if next(seen, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            write_all(path, watch)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def test_an_interrupted_run_can_be_searched_and_is_taken_up(tmp_path: Path, sample_db: Path) -> None:
    path = tmp_path / "a.db"
    with Writer(path) as writer:
        assert writer.begin_run("options", "0.1.0") == 1
        writer.write(sample_documents()[0], "options")
        run_corpus_pass(writer.connection)
        assert writer.finish_run({}, complete=False)["documents"] == 1
    assert query(path, "SELECT count(*) FROM pages_fts WHERE pages_fts MATCH 'nội'") == [(1,)]
    ingest(path, sample_documents()[1:])
    assert query(path, "SELECT id FROM runs") == [(1,)]
    assert dumped(path) == dumped(sample_db)
