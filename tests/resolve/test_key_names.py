"""What keys say to readers."""

from __future__ import annotations

import pytest

from extractor.resolve.key_names import name_of_key


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("vn:title:luat:2024:dat-dai", "Luật Đất đai năm 2024"),
        ("vn:title:luat:2019:lao-dong", "Bộ luật Lao động năm 2019"),
        ("vn:title:luat:1950:khong-ai-biet", "Luật khong ai biet năm 1950"),
        ("vn:title:luat:x:dat-dai", "Luật dat dai"),
        ("vn:cp:nd:2020:30", "Nghị định số 30 năm 2020"),
        ("vn:ubnd@thanh-hoa:qd:d2023:4951", "Quyết định số 4951 năm 2023"),
        ("vn:cp:nd:x:30", "Nghị định số 30"),
        ("strange", "strange"),
    ],
)
def test_a_key_is_a_name_to_a_reader(key: str, name: str) -> None:
    assert name_of_key(key) == name
