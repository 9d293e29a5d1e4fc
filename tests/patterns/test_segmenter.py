"""The first word behind a number: the model is asked only where a longer word can begin."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from patterns.segmenter import first_word, segment


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("mặt hàng tính đến nay", "mặt hàng"),
        ("tàu biển", "tàu biển"),
        ("miền Bắc", "miền"),
        ("năm qua tuy", "năm"),
        ("tuổi của người", "tuổi"),
        ("DN và hộ", "DN"),
        ("kV dọc các tuyến", "kV"),
        ("a Điều này", "a"),
        ("bể", "bể"),
    ],
)
def test_first_words(text: str, word: str) -> None:
    assert first_word(text) == word


@pytest.mark.parametrize("text", ["năm vừa qua", "tháng kể từ", "Tuổi ở cùng", "TTHC mới", "mm với khoảng", "bãi"])
def test_the_model_is_not_asked_for_what_stands_alone(text: str) -> None:
    first_word.cache_clear()
    asked = segment.cache_info().misses
    first_word(text)
    assert segment.cache_info().misses == asked


def test_the_model_is_asked_for_what_may_be_longer() -> None:
    first_word.cache_clear()
    segment.cache_clear()
    assert first_word("hồ sơ giải quyết đúng hạn") == "hồ sơ"
    assert segment.cache_info().misses == 1


SEGMENTS = "import sys; from patterns.segmenter import segment; print(*segment('hồ sơ giải quyết đúng hạn'), sep='|')"


def in_a_process(*program: str) -> list[str]:
    """The lines that a program prints."""
    command = [sys.executable, "-X", "utf8", "-c", "; ".join(program)]
    run = subprocess.run(command, capture_output=True, check=True, cwd=Path(__file__).parents[2], encoding="utf-8")
    return run.stdout.splitlines()


def test_the_model_is_loaded_without_its_package() -> None:
    words, left = in_a_process(SEGMENTS, "print('underthesea' in sys.modules, 'joblib' in sys.modules)")
    assert words == "hồ sơ|giải quyết|đúng|hạn"
    assert left == "False False"


def test_files_that_are_no_plain_pickles_are_left_to_the_package() -> None:
    words, whole = in_a_process(
        "import pickle, sys",
        "from patterns import segmenter",
        "segmenter._unpickled = lambda path: pickle.loads(b'packed')",
        SEGMENTS,
        "print('underthesea' in sys.modules)",
    )
    assert words == "hồ sơ|giải quyết|đúng|hạn"
    assert whole == "True"


LABELS = (
    "hồ sơ giải quyết đúng hạn",
    "Tỷ lệ giải ngân vốn đầu tư công",
    "Số thủ tục hành chính được cung cấp dịch vụ công trực tuyến toàn trình",
    "UBND tỉnh, thành phố trực thuộc Trung ương: 63/63 (100%)",
    "kV",
)


def test_both_ways_of_loading_give_the_same_words_and_leave_the_package_whole() -> None:
    lines = in_a_process(
        "from patterns.segmenter import segment",
        f"labels = {LABELS!r}",
        "alone = [segment(label) for label in labels]",
        "import underthesea",
        "print(alone == [tuple(underthesea.word_tokenize(label)) for label in labels])",
        "print(callable(underthesea.pos_tag))",
        "print(any(' ' in word for words in alone for word in words))",
    )
    assert lines == ["True", "True", "True"]


def test_a_package_with_other_modules_is_imported_whole(tmp_path: Path) -> None:
    """A release whose tokenizer stands in its ``__init__`` alone still gives words."""
    package = tmp_path / "underthesea"
    package.mkdir()
    (package / "__init__.py").write_text("def word_tokenize(text):\n    return ['whole', *text.split()]\n")
    words, left = in_a_process(
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})", SEGMENTS, "print('underthesea' in sys.modules)"
    )
    assert words == "whole|hồ|sơ|giải|quyết|đúng|hạn"
    assert left == "True"
