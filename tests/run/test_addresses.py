"""Files at addresses: those of any protocol, and those of a real object store on loopback."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import UsageError
from extractor.regular_files import CHANGED
from extractor.run import addresses
from extractor.run.addresses import Fetched, digest_at, files_at
from extractor.run.files import fingerprint
from tests.cluster.test_cluster import dumped, run
from tests.run.stand_in import write_report

STORE = Path(os.environ.get("TRICHLUC_OBJECT_STORE", Path(sys.prefix) / "object-store"))

SERVER = """
import sys
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()
"""


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """An empty bucket of an object store that listens on loopback, and the way to it in the environment."""
    if not (STORE / "moto").is_dir():
        pytest.skip("no object store is installed: install/object_store.txt")
    pytest.importorskip("s3fs", reason="s3fs is not installed: pip install 'trichluc[cluster]'")
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER],
        env=os.environ | {"PYTHONPATH": str(STORE)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with server:
        assert server.stdout and server.stdin
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{int(server.stdout.readline())}")
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "reader")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "word")
        import s3fs

        s3fs.S3FileSystem.clear_instance_cache()
        system = s3fs.S3FileSystem()
        system.mkdir("reports")
        yield system
        server.stdin.close()


def test_the_object_store_has_what_the_folder_has(bucket: Any, tmp_path: Path) -> None:
    for number, name in enumerate(("0.pdf", "more/1.PDF", ".hidden/2.pdf", "3.txt")):
        write_report(tmp_path / "reports" / name, number)
    bucket.put(str(tmp_path / "reports"), "reports/2024", recursive=True)
    run(tmp_path / "reports", tmp_path / "one.db")
    summary, _ = run("s3://reports/2024", tmp_path / "many.db")
    assert (summary.ingested, summary.failures) == (2, ())
    assert dumped(tmp_path / "many.db") == dumped(tmp_path / "one.db")
    assert files_at("s3://reports/2024/*.pdf") == [("s3://reports/2024/0.pdf", "0.pdf")]
    with pytest.raises(UsageError, match="cannot be listed"):
        run("s3://another/2024", tmp_path / "r.db")


def test_one_file_under_two_addresses_is_one_document_with_both_names(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    write_report(tmp_path / "here/a.pdf", 1)
    write_report(tmp_path / "there/b.pdf", 1)
    summary, _ = run([tmp_path / "here", (tmp_path / "there").as_uri()], tmp_path / "r.db")
    assert (summary.files, summary.ingested) == (2, 1)
    with closing(sqlite3.connect(tmp_path / "r.db")) as connection:
        names = connection.execute("SELECT path FROM documents UNION ALL SELECT path FROM sources").fetchall()
    assert sorted({name for (name,) in names}) == ["a.pdf", "b.pdf"]


def test_a_copy_is_that_of_the_bytes_that_were_asked_for_and_is_made_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("fsspec")
    report = write_report(tmp_path / "a.pdf", 1)
    address, sha256 = report.as_uri(), str(fingerprint(report))
    assert digest_at(address) == sha256
    fetched = Fetched()
    assert fetched.file(address, sha256).read_bytes() == report.read_bytes()
    write_report(report, 2)
    assert fetched.file(address, sha256).read_bytes() != report.read_bytes()
    with pytest.raises(Exception, match=CHANGED[0]):
        Fetched().file(address, sha256)
    monkeypatch.setattr(addresses, "MAX_BYTES", 3)
    assert "more than 10 GB" in str(digest_at(address))


def test_what_is_no_address_is_told_in_words(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    with pytest.raises(UsageError, match="There is no way to read nowhere://a"):
        run("nowhere://a", tmp_path / "r.db")
