"""What texts are built of to look for slow ones: pieces of every grammar, the examples of every registry, cut up."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from tests.find.built_texts import PIECES, Built

REGISTRIES = Path(__file__).parents[2] / "patterns"
EXAMPLES = ("match", "reject")

SIGNS = (
    "1.1", "1.", "1,", "1/", "1-", "1.1.1.", "a) ", "1) ", "(1) ", "khoản 1 Điều 1 ", "khoản 1, ", "1%", "%",
    "ngày 1 tháng 1 năm ", "ngày 1/1 ", "số số số ", "- ", "…", "aaaaaaaa", "(", ")", "()", "((1))", "[", "{", "“", "”",
    "“a” ", '"', "\u0301", "a\u0301\u0301", "\n", "\n\n", " ", "\t", "\u00a0", "\ufffe", "\x02", "1\n", "a\n", "A\n",
    "a b c ", "A B C ", "¹", " ¹", "m²", "10²", "A-", "a-a-", "Điều 1. ", "I. ", "1a", "a.", "a,", "a;", "a: ", "A. ",
    "- a;\n", "- a:\n", "+ 5 a;\n", "năm 2020 ", "2020-", "20/20/2020", "từ 1 đến ", "quý I ", "tháng 1 ", "tăng 5% ",
    "so với ", "so sánh kế ", "trong đó: ", "gồm: 5 a, ", "5 và ", "để ", "để; ", "hai mươi ", "một trăm ", "đ/c ",
    "không có ", "chiếm 5% ", "1=", "a=1; ", "_", "Trang ", "\\", "'", "|", "\u200b", "А", "漢", "😀", "Nguyễn Văn A ",
    "Hà Nội, ", "Tỷ lệ (%) ", "(+)", "±", "≥5 ", "STT ", "Bảng 1. ", "Kính gửi: ", "v/v ", "5 sở; ", "5/5 ", "5÷5",
    "m3", "đồng/", "đồng/1 ", "1.000 đồng ", "000 ", "1 000 000 ", "0,", "0.", "-1", "(-1)", " › ", "Sở A ", "Luật ",
)  # fmt: skip
"""Signs, numbers, labels and words that patterns repeat, look ahead over or look back to."""


@cache
def pieces() -> tuple[str, ...]:
    """All pieces: those of the grammars, and each example of a registry whole, without its end, and its first half."""
    examples = sorted({example[:200] for path in REGISTRIES.glob("*.toml") for example in _examples(path)})
    cut = (piece for each in examples for piece in (f"{each} ", each[:-1], each[: len(each) // 2]))
    return tuple(dict.fromkeys((*SIGNS, *PIECES, *filter(None, cut))))


def _examples(path: Path) -> Iterator[str]:
    for entries in tomllib.loads(path.read_text(encoding="utf-8")).values():
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict):
                for name in EXAMPLES:
                    yield from _strings(entry.get(name, ()))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def neighbour(moments: random.Random, built: Built) -> Built:
    """A recipe like another one: with a piece more, less or changed, or with letters cut out of one."""
    found: list[str] = list(built.pieces)
    at = moments.randrange(len(found))
    change = moments.choice(("more", "less", "other", "cut"))
    if change == "more":
        found.insert(at, some(moments))
    elif change == "less" and len(found) > 1:
        del found[at]
    elif change == "other":
        found[at] = some(moments)
    else:
        begins = moments.randrange(len(found[at]))
        found[at] = found[at][:begins] + found[at][begins + moments.randint(1, 8) :] or found[at]
    return Built(tuple(found))


def some(moments: random.Random) -> str:
    """A piece: a sign or one of the grammar of citations as often as one of the many examples."""
    chosen: Sequence[str] = moments.choice(((*SIGNS, *PIECES), pieces()))
    return moments.choice(chosen)


def recipe(moments: random.Random) -> Built:
    """One to four pieces, which are repeated together."""
    return Built(tuple(some(moments) for _ in range(moments.randint(1, 4))))
