"""Words of Vietnamese text, where they are of several syllables: the one place that knows underthesea."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from patterns.syllables import is_syllable

# Characters that are looked at. Words take 6 µs a character at any length, but a chain of numbers and dots, as leaders
# and broken tables leave them, takes 7 at 300 characters and 51 at 10,000. Labels of forms have fewer than 300; of the
# 1,429 labels of all tables at hand 190 are prose and have more, and are told apart by their beginning as well.
LONGEST = 300

_PACKAGE = "underthesea"
_LOADER = "joblib"

# Behind a number these are units, whatever follows (test_segmenter.py).
_ALONE = frozenset({"năm", "tháng", "tuổi"})


@lru_cache(maxsize=4096)
def first_word(text: str) -> str:
    """The first word of a text that begins with a letter: ``hồ sơ`` of ``hồ sơ giải quyết đúng hạn``.

    The model is asked only where the first syllable can begin a longer word: not for letters and abbreviations, nor
    for what stands alone.
    """
    first = text.split()[0]
    single = first == text or len(first) == 1 or first.lower() in _ALONE or not is_syllable(first)
    if single and first.isalpha():
        return first
    words = segment(text)
    return words[0] if words else first


@lru_cache(maxsize=1 << 16)
def segment(text: str) -> tuple[str, ...]:
    """The words and signs of the first ``LONGEST`` characters: ``("hồ sơ", "giải quyết", "đúng", "hạn")``."""
    return tuple(_tokenizer()(text[:LONGEST])) if text.strip() else ()


@cache
def _tokenizer() -> Callable[[str], list[str]]:
    """The tokenizer with its model, without the rest of its package where the modules are those of known releases."""
    try:
        return _alone()
    except (ImportError, AttributeError, pickle.UnpicklingError):
        from underthesea import word_tokenize

        return word_tokenize  # type: ignore[no-any-return]


def _alone() -> Callable[[str], list[str]]:
    """The tokenizer without what its package brings in: parsers, classifiers and what they download with.

    The package is found, but not executed. Then all is taken away again, so that who imports it gets it whole.
    Raises ``ImportError``, ``AttributeError`` or ``pickle.UnpicklingError`` where its modules and files are not those
    of the releases known here; the plain import then does (test_segmenter.py).
    """
    # Measured with underthesea 9.5, to the first word: 45 MB and .19 s of the processor this way, 54 and .30 with
    # joblib, 121 and .57 by importing the package. Every worker pays it, and its memory is limited.
    found = None if _PACKAGE in sys.modules else find_spec(_PACKAGE)
    if found is not None:
        sys.modules[_PACKAGE] = module_from_spec(found)
    try:
        with _plain_loader():
            import_module(f"{_PACKAGE}.pipeline.text_normalize")  # first: it and the tokenizer import each other
            from underthesea.pipeline.word_tokenize import word_tokenize

            word_tokenize("hồ sơ")  # the model is loaded by the first call
    finally:
        if found is not None:
            for name in [each for each in sys.modules if each.partition(".")[0] == _PACKAGE]:
                del sys.modules[name]
    return word_tokenize  # type: ignore[no-any-return]


@contextmanager
def _plain_loader() -> Iterator[None]:
    """In place of joblib, unless it is there already, what reads the package's own files as the plain pickles they are.

    joblib reads them in Python, for the sake of arrays that they do not hold.
    """
    if _LOADER in sys.modules:
        yield
        return
    loader: Any = ModuleType(_LOADER)
    loader.load = _unpickled
    sys.modules[_LOADER] = loader
    try:
        yield
    finally:
        del sys.modules[_LOADER]


def _unpickled(path: str) -> Any:
    with Path(path).open("rb") as file:
        return pickle.load(file)
