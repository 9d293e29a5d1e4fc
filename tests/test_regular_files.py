"""Files that are opened without waiting, and nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from extractor import extract
from extractor.cli.line.settings import load_settings
from extractor.corrections.file import read_corrections
from extractor.errors import UnreadableFileError, UsageError
from extractor.facsimile.folders import notes_of, remember, remembered
from extractor.regular_files import MAX_BYTES, digest_of, open_regular, text_of
from tests.hostile.files import report


def refused(path: Path, top: Path | None = None) -> str:
    with pytest.raises(UnreadableFileError) as raised:
        open_regular(path, top).close()
    assert raised.value.next_step
    return raised.value.message


def swapped(monkeypatch: pytest.MonkeyPatch, swap: Callable[[], None]) -> None:
    """Lets something happen between the look at a file and its opening."""
    plain = os.open

    def opening(*given: object, **more: object) -> int:
        monkeypatch.setattr(os, "open", plain)
        swap()
        return plain(*given, **more)

    monkeypatch.setattr(os, "open", opening)


def test_a_pipe_that_takes_the_name_of_a_file_makes_nobody_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF")

    def swap() -> None:
        file.unlink()
        os.mkfifo(file)

    swapped(monkeypatch, swap)
    assert refused(file) == "not a regular file but a named pipe"


@pytest.mark.parametrize("has_proc", [True, False])
def test_a_link_that_takes_the_name_of_a_file_or_its_folder_leads_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_proc: bool
) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/a.pdf").write_bytes(b"%PDF secret")
    (tmp_path / "named/sub").mkdir(parents=True)
    (tmp_path / "named/sub/a.pdf").write_bytes(b"%PDF")
    if not has_proc:
        monkeypatch.setattr(os, "readlink", lambda path, plain=os.readlink: _without_proc(path, plain))
    open_regular(tmp_path / "named/sub/a.pdf", tmp_path / "named").close()

    def swap() -> None:
        (tmp_path / "named/sub").rename(tmp_path / "named/was")
        (tmp_path / "named/sub").symlink_to(tmp_path / "secret")

    swapped(monkeypatch, swap)
    assert "leads out" in refused(tmp_path / "named/sub/a.pdf", tmp_path / "named")


def _without_proc(path: str, plain: Callable[[str], str]) -> str:
    if str(path).startswith("/proc/"):
        raise OSError
    return plain(path)


def test_a_file_that_is_longer_than_any_pdf_is_not_read(tmp_path: Path) -> None:
    for size, is_read in ((MAX_BYTES + 1, False), (2**20, True)):
        with (tmp_path / "holes.pdf").open("wb") as file:
            file.truncate(size)
        with open_regular(tmp_path / "holes.pdf") as opened:
            if is_read:
                assert digest_of(opened) == sha256(bytes(size)).hexdigest()
            else:
                with pytest.raises(UnreadableFileError, match="more than 10 GB"):
                    digest_of(opened)
    # Half of it still is a PDF: ten digits count to it, nine do not.
    assert len(str(MAX_BYTES - 1)) == 10


@pytest.mark.parametrize("bytes_more", [1, -1])
def test_a_file_that_grows_or_shrinks_while_it_is_read_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bytes_more: int
) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF" * 1000)
    with open_regular(file) as opened:
        plain = os.fstat

        def growing(descriptor: int) -> os.stat_result:
            status = plain(descriptor)
            os.truncate(file, 4000 + bytes_more)
            return status

        monkeypatch.setattr(os, "fstat", growing)
        with pytest.raises(UnreadableFileError, match="changed while it was read"):
            digest_of(opened)


def test_a_document_has_the_digest_of_the_bytes_that_were_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import extractor.pipeline as pipeline

    file = tmp_path / "a.pdf"
    file.write_bytes(report(3))
    assert extract(file).sha256 == sha256(report(3)).hexdigest()
    plain = pipeline.lay_out

    def meanwhile(change: Callable[[], object]) -> None:
        monkeypatch.setattr(pipeline, "lay_out", lambda pages: (plain(pages), change())[0])

    # Other permissions and the same bytes anew change nothing.
    meanwhile(lambda: file.chmod(0o600))
    assert extract(file).sha256 == sha256(report(3)).hexdigest()
    meanwhile(lambda: file.write_bytes(report(3)))
    assert extract(file).sha256 == sha256(report(3)).hexdigest()
    for change in (lambda: file.write_bytes(report(4)), file.unlink):
        meanwhile(change)
        with pytest.raises(UnreadableFileError, match="changed while it was read"):
            extract(file)


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: None])
def test_what_is_no_file_is_told_in_words(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "a.pdf")
    with pytest.raises(UnreadableFileError) as raised:
        extract(tmp_path / "a.pdf")
    assert str(tmp_path) not in raised.value.message


def test_texts_beside_a_database_are_files_too(tmp_path: Path) -> None:
    """Settings, corrections and the like are looked for by name: nobody waits for a pipe, nor reads a device."""
    place = tmp_path / "settings.toml"
    place.write_bytes("\ufeffgiá = 1\r\n".encode())
    assert text_of(place) == "giá = 1\n"
    for make in (os.mkfifo, lambda path: path.symlink_to("/dev/zero")):
        place.unlink()
        make(place)
        with pytest.raises(OSError, match="not a regular file"):
            text_of(place)
        with pytest.raises(UsageError, match=r"settings\.toml cannot be read: not a regular file"):
            read_corrections(place)
        place.rename(tmp_path / "trichluc.toml")
        with pytest.raises(UsageError, match="not a regular file"):
            load_settings(tmp_path)
        (tmp_path / "trichluc.toml").rename(notes_of(tmp_path / "r.db"))
        remember(tmp_path / "r.db", [tmp_path])
        assert remembered(tmp_path / "r.db") == ()
        notes_of(tmp_path / "r.db").rename(place)
