"""pdfium bound a second time: it must be the very library that pypdfium2 has loaded, or none."""

from __future__ import annotations

import ctypes
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pypdfium2
import pytest
from pypdfium2_raw import bindings

from extractor.read.pdfium import binding
from tests.read.content_files import content_file


def test_the_private_name_is_where_we_expect_it() -> None:
    assert Path(bindings._libs["pdfium"]._name).samefile(binding._library())


def test_without_the_private_name_the_same_library_is_found_beside_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = binding._library()
    monkeypatch.delattr(bindings, "_libs")
    assert Path(binding._library()).samefile(expected)


def test_a_pypdfium2_without_a_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(binding, "bindings", SimpleNamespace(__file__=str(tmp_path / "bindings.py")))
    with pytest.raises(ImportError, match=r"constraints\.txt"):
        binding._library()


def test_handles_of_pypdfium2_are_handles_here(tmp_path: Path) -> None:
    """What a page opened by one says of its characters is what the other says."""
    document = pypdfium2.PdfDocument(content_file(tmp_path / "a.pdf", b"BT /F1 12 Tf 80 700 Td (Report 24) Tj ET"))
    text = document[0].get_textpage()
    handle = int(ctypes.cast(text.raw, ctypes.c_void_p).value or 0)
    count = binding.count_characters(handle)
    codes = binding.collected(binding.unicode_of, handle, count, np.uint32)
    assert "".join(map(chr, codes)) == text.get_text_range() == "Report 24"
    assert binding.count_characters(0) <= 0
    document.close()
