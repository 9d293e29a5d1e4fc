"""Texts that nobody prints, built to make the finder slow: pieces of its grammar, repeated."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

PIECES = (
    "số ", "Số: ", "sô", "1", "12", "2020", "1.", "1,", "1 ", "O", "l", "B8", "/", "-", " - ", " /", "(", ")", "[",
    "]", '"', "“", "”", ".", ",", "; ", ": ", "…", "\n", "\n\n", " ", "  ", "\u00a0", "\t", "\u0301", "\u0323\u0302",
    "a\u0301", "\u00ad", "\u200b", "\ufffe", "–", "А", "Б", "Ð", "Q U Y Ế T ", "6 1 / 2 ", "và ", " hoặc ", "các ",
    "từ ", " đến ", "Quyết định ", "QUYẾT ĐỊNH ", "Nghị quyết ", "Nghị định ", "Thông tư liên tịch ", "Kế hoạch ",
    "Công văn ", "văn bản ", "Quyet dinh ", "QĐ", "NQ", "QĐ-UBND", "-TTg", "/NĐ-CP", "QH14", "QH 14", "UBTVQH",
    "12/QĐ-UBND", "37-NQ/TW", "30/2020/NĐ-CP", "59/2020/QH14", "2104/UBND-NC", "12 KH-UBND", "a/a/a/", "A-A-A-",
    "A.B", "A&B", "31, 32/KH-UBND", "của ", "do ", "của UBND tỉnh ", "của Sở ", "UBND ", "Bộ trưởng Bộ ", "Chủ tịch ",
    "Ban Thường vụ Tỉnh ủy ", "Sở Aa ", "thị xã ", "tỉnh Bắc Giang ", "Thủ tướng Chính phủ ", "Aa ", "aa ",
    " ban hành ", " ký ", " có ", " tại ", "ngày ", "ngày 5/5/2020", "ngày 05 tháng 3 năm 2020", "5/5/2020",
    "năm 2020", "cùng ngày ", "ngày … tháng … năm ", "dated October ", "Decision No. ", "Luật ", "Luật Đất đai ",
    "Bộ luật ", "Hiến pháp ", "năm 2013 ", "sửa đổi, bổ sung ", "một số điều của ", "(sau đây gọi là ",
    "viết tắt là ", "(sau đây gọi là Kế hoạch 12)", "Kế hoạch 12", "Đề án 06", "điểm a ", "khoản 2 ", "Điều 5 ",
    "Điều 5, ", "Mục I ", "Mẫu số ", "tài khoản ", "Lưu: VT, ", "TT40/2021", "QCVN 6:2022", "Sắc lệnh ", "Căn cứ ",
    "Thực hiện ", "thay thế ", "sửa đổi ", "được sửa đổi bởi ", "về việc ", "để ", "theo ", "- ",
)  # fmt: skip


@dataclass(frozen=True)
class Built:
    """A recipe: pieces that are repeated together, or each for itself and one after another."""

    pieces: tuple[str, ...]
    apart: bool = False

    def text(self, size: int) -> str:
        """So many characters of it."""
        if self.apart:
            return "".join(filled(piece, size // len(self.pieces)) for piece in self.pieces)
        return filled("".join(self.pieces), size)


def filled(piece: str, size: int) -> str:
    """A piece repeated to so many characters."""
    return (piece * (size // len(piece) + 1))[:size]


def recipes(moments: random.Random) -> Iterator[Built]:
    """Every piece alone, then endlessly some of them together."""
    yield from (Built((piece,)) for piece in PIECES)
    while True:
        pieces = tuple(moments.choices(PIECES, k=moments.randint(1, 7)))
        yield Built(pieces, apart=len(pieces) > 2 and moments.random() < 0.3)
