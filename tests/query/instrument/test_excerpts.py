"""Words around a citation."""

from __future__ import annotations

from extractor.query.instrument.excerpts import AFTER, BEFORE, Excerpt, excerpt, noted


def test_blanks_may_differ_between_sentence_and_print() -> None:
    assert excerpt("Theo  Thông tư số 01/2022/TT-BTP;", "Thông tư số 01/2022/TT- BTP") == Excerpt(
        "Theo ", "Thông tư số 01/2022/TT-BTP", ";"
    )


def test_a_list_of_laws_is_cut_at_words() -> None:
    listed = "một hai ba bốn " * 90
    cut = excerpt(f"{listed}Nghị định 30/2020/NĐ-CP {listed}", "Nghị định 30/2020/NĐ-CP")
    assert cut.before.startswith("… ")
    assert cut.before.split()[1] in ("một", "hai", "ba", "bốn")
    assert 150 < len(cut.before) <= BEFORE + 2
    assert cut.after.endswith((" một …", " hai …", " ba …", " bốn …"))
    assert len(cut.after) <= AFTER + 2


def test_what_is_not_in_the_sentence_stands_before_it() -> None:
    assert excerpt(None, "Nghị định 30") == Excerpt("", "Nghị định 30", "")
    assert excerpt("Một câu khác.", "Nghị định 30") == Excerpt("", "Nghị định 30", " … Một câu khác.")
    assert excerpt("Một câu.", "") == Excerpt("", "", " … Một câu.")


def test_a_footnote_belongs_to_the_words_before_its_marker() -> None:
    listed = "Tỉnh đã ban hành kế hoạch  khảo sát; kế hoạch tuyên truyền; quy chế phối hợp."
    assert noted(listed, "hoạch khảo sát") == "Tỉnh đã ban hành kế hoạch khảo sát"
    assert noted(listed, None) == " ".join(listed.split())
    assert noted(listed, "không có ở đây") == " ".join(listed.split())
    assert noted("một hai " * 90 + "ba.", None).startswith("… ")
