"""Whatever the order in which documents come, change and go, with passes between: the rows are those of one pass over
what is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.store.dump import dump
from tests.across.corpus_rows import Archive, MentionRow, citation, document

URL, OTHER_URL = "https://vanban.example/1", "https://vanban.example/2"
# Keys that close each other: full and open, of a year and of none, by number and by title, of one place or of several.
KEYS = (
    *("vn:ubnd@hue:kh:d2024:12", "vn:ubnd@da-nang:kh:d2024:12", "vn:ubnd@?:kh:d2024:12", "vn:ubnd@hue:kh:x:12"),
    *("vn:ubnd@da-nang:qd:2025:52", "vn:ubnd@da-nang_2:qd:2025:52", "vn:ubnd@da-nang|da-nang_2:qd:2025:52"),
    *("vn:cp:nd:d2024:126", "vn:cp:nd:2024:126", "vn:cp:nd:x:126", "vn:?:nd:2024:126"),
    *("vn:qh15:so:2024:31", "vn:title:luat:2024:dat-dai", "vn:qh15:so:2025:65", "vn:qh15:so:2025:72"),
    *("vn:title:luat:2025:to-chuc-chinh-quyen-dia-phuong", "vn:title:luat:2026:luu-tru", "vn:qh16:so:2026:7"),
    *("vn:qh16:so:2026:8", "vn:bkhdt:tt:2025:9", "something else"),
)
IDENTIFIERS = {
    "vn:qh15:so:2024:31": "31/2024/QH15",
    "vn:qh15:so:2025:65": "65/2025/QH15",
    "vn:qh15:so:2025:72": "72/2025/QH15",
}
# Around the days of the laws above, on weekends and on days of work.
DAYS = ("2024-01-18", "2024-03-05", "2024-10-05", "2024-10-08", "2025-02-19", "2025-06-16", "2025-08-01")
TITLES = ("Đất đai", "Lưu trữ", "Nhà ở", "sửa đổi, bổ sung một số điều của Nghị định số 126/2024/NĐ-CP", "kế hoạch năm")
ISSUERS = ("UBND thành phố Huế", "Sở Nội vụ", "UBND huyện Nga Sơn")


class Paper(NamedTuple):
    """A document of one state: its own fields, those of its citations, the organs that it mentions."""

    fields: dict[str, Any]
    citations: list[dict[str, Any]]
    mentions: list[tuple[str, str]]


def maybe(values: Sequence[Any]) -> st.SearchStrategy[Any]:
    return st.sampled_from([None, *values])


@st.composite
def named(draw: st.DrawFn) -> dict[str, Any]:
    """What names an instrument in a citation or a head."""
    key = draw(st.sampled_from(KEYS))
    is_law = key in IDENTIFIERS or "qh16" in key
    number = IDENTIFIERS.get(key) or draw(maybe([f"{key.rpartition(':')[2]}/KH-UBND", "59/2020/QH14"]))
    return {
        "key": key,
        "identifier": number,
        "number": number and number.partition("/")[0],
        "symbol": draw(maybe(("KH-UBND", "KH-UBNDT"))),
        "doc_type": "Luật" if is_law else draw(maybe(("Kế hoạch", "Nghị định"))),
        "issued_on": draw(maybe(DAYS)),
        "issuer": draw(maybe(ISSUERS)),
        "title": draw(maybe(TITLES)),
    }


@st.composite
def cited(draw: st.DrawFn) -> dict[str, Any]:
    return {
        **draw(named()),
        "location": draw(st.sampled_from(("body", "body", "footnote", "header"))),
        "page": draw(st.integers(1, 3)),
        "year": draw(maybe((2024, 2025))),
        "relation": draw(maybe(("căn cứ", "sửa đổi"))),
        "date_error": draw(maybe(("2024-02-30",))),
        "url": draw(maybe((URL, OTHER_URL))),
    }


@st.composite
def paper(draw: st.DrawFn) -> Paper:
    own = draw(st.one_of(st.none(), named()))
    fields = {name: value for name, value in (own or {}).items() if name != "key"}
    start = draw(maybe(("2024-01-01", "2025-01-01")))
    return Paper(
        {
            "issued_on": draw(maybe(DAYS)),
            "issuer": draw(maybe(ISSUERS)),
            **fields,
            "instrument_key": own and own["key"],
            "issuer_key": draw(maybe(("ubnd", "snv@hue"))),
            "place": draw(maybe(("hue", "da-nang"))),
            "period_start": start,
            "period_end": start and f"{start[:4]}-06-30",
            "text_layer": draw(st.sampled_from(("digital", "ocr"))),
            "file_name": draw(st.sampled_from(("a.pdf", "b.pdf"))),
        },
        draw(st.lists(cited(), max_size=4)),
        draw(st.lists(st.tuples(st.sampled_from(("snv@hue", "ubnd@hue")), st.sampled_from(ISSUERS)), max_size=2)),
    )


# A number with a paper: it comes or changes; with none: it goes. A number alone in its place: a pass.
STEPS = st.lists(
    st.one_of(st.none(), st.tuples(st.integers(1, 5), st.one_of(paper(), paper(), st.none()))), min_size=1, max_size=12
)


def put(archive: Archive, number: int, paper: Paper) -> None:
    archive.put(
        document(number, **paper.fields),
        [citation(10 * number + at, number, **fields) for at, fields in enumerate(paper.citations)],
        [MentionRow(number, *mention) for mention in paper.mentions],
    )


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(STEPS)
def test_the_rows_are_those_of_one_pass_over_what_is_left(steps: list[tuple[int, Paper | None] | None]) -> None:
    archive, left = Archive(), dict[int, Paper]()
    for step in steps:
        if step is None:
            archive.settle()
        elif (paper := step[1]) is None:
            archive.remove(step[0])
            left.pop(step[0], None)
        else:
            put(archive, step[0], paper)
            left[step[0]] = paper
    archive.settle()
    anew = Archive()
    for number, paper in sorted(left.items(), reverse=True):
        put(anew, number, paper)
    anew.settle()
    assert list(dump(archive.connection)) == list(dump(anew.connection))
