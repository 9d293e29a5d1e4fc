"""Whatever the order in which documents come, change and go, with passes between: the rows are those of one pass over
what is left."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.store.database import transaction
from extractor.store.dump import dump
from extractor.store.writer import take_key
from tests.across.corpus_rows import DECISION, Archive, MentionRow, citation, document

OPEN = "vn:ubnd@thanh-hoa:qd:x:4951"

URL, OTHER_URL = "https://vanban.example/1", "https://vanban.example/2"
# Keys that close each other: full and open, of a year and of none, by number and by title, of one place or of several.
KEYS = (
    ("vn:ubnd@hue:kh:d2024:12", "vn:ubnd@da-nang:kh:d2024:12", "vn:ubnd@?:kh:d2024:12", "vn:ubnd@hue:kh:x:12"),
    ("vn:ubnd@da-nang:qd:2025:52", "vn:ubnd@da-nang_2:qd:2025:52", "vn:ubnd@da-nang|da-nang_2:qd:2025:52"),
    ("vn:cp:nd:d2024:126", "vn:cp:nd:2024:126", "vn:cp:nd:x:126", "vn:?:nd:2024:126"),
    ("vn:qh15:so:2024:31", "vn:title:luat:2024:dat-dai", "vn:bkhdt:tt:2025:9", "something else"),
    ("vn:qh15:so:2025:65", "vn:qh15:so:2025:72", "vn:title:luat:2025:to-chuc-chinh-quyen-dia-phuong"),
    ("vn:title:luat:2026:luu-tru", "vn:qh16:so:2026:7", "vn:qh16:so:2026:8"),
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


class Drawn:
    """Papers of an archive in which few keys meet again and again."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.keys = [key for group in random.sample(KEYS, random.randint(1, 2)) for key in group]

    def maybe(self, *values: Any) -> Any:
        return self.random.choice((None, *values))

    def named(self) -> dict[str, Any]:
        """What names an instrument in a citation or a head."""
        key = self.random.choice(self.keys)
        number = IDENTIFIERS.get(key) or self.maybe(f"{key.rpartition(':')[2]}/KH-UBND", "59/2020/QH14")
        is_law = key in IDENTIFIERS or "qh16" in key
        return {
            "key": key,
            "identifier": number,
            "number": number and number.partition("/")[0],
            "symbol": self.maybe("KH-UBND", "KH-UBNDT"),
            "doc_type": "Luật" if is_law else self.maybe("Kế hoạch", "Nghị định"),
            "issued_on": self.maybe(*DAYS),
            "issuer": self.maybe(*ISSUERS),
            "title": self.maybe(*TITLES),
        }

    def cited(self) -> dict[str, Any]:
        return {
            **self.named(),
            "location": self.random.choice(("body", "body", "footnote", "header")),
            "page": self.random.randint(1, 3),
            "year": self.maybe(2024, 2025),
            "relation": self.maybe("căn cứ", "sửa đổi"),
            "date_error": self.maybe("2024-02-30"),
            "url": self.maybe(URL, OTHER_URL),
        }

    def paper(self) -> Paper:
        own = self.maybe(self.named())
        start = self.maybe("2024-01-01", "2025-01-01")
        fields = {
            "issued_on": self.maybe(*DAYS),
            "issuer": self.maybe(*ISSUERS),
            **{name: value for name, value in (own or {}).items() if name != "key"},
            "instrument_key": own and own["key"],
            "issuer_key": self.maybe("ubnd", "snv@hue"),
            "place": self.maybe("hue", "da-nang"),
            "period_start": start,
            "period_end": start and f"{start[:4]}-06-30",
            "text_layer": self.random.choice(("digital", "ocr")),
            "file_name": self.random.choice(("a.pdf", "b.pdf")),
        }
        mentions = [
            (self.random.choice(("snv@hue", "ubnd@hue")), self.random.choice(ISSUERS))
            for _ in range(self.random.randint(0, 2))
        ]
        return Paper(fields, [self.cited() for _ in range(self.random.randint(0, 3))], mentions)

    def steps(self) -> Iterator[tuple[int, Paper | None] | None]:
        """A number with a paper: it comes or changes; with none: it goes. None alone: a pass."""
        for _ in range(self.random.randint(3, 10)):
            yield (self.random.randint(1, 4), self.maybe(self.paper(), self.paper()))
            if self.random.random() < 0.7:
                yield None


def put(archive: Archive, number: int, paper: Paper) -> None:
    archive.put(
        document(number, **paper.fields),
        [citation(10 * number + at, number, **fields) for at, fields in enumerate(paper.citations)],
        [MentionRow(number, *mention) for mention in paper.mentions],
    )


@settings(max_examples=25)
@given(st.randoms(use_true_random=True))
def test_the_rows_are_those_of_one_pass_over_what_is_left(random: Random) -> None:
    archive, left = Archive(), dict[int, Paper]()
    for step in Drawn(random).steps():
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


def test_a_law_that_nobody_prints_any_more_stays_one_of_those_that_a_title_may_mean() -> None:
    """Without the instrument that it was: there is none now."""
    archive = Archive()
    title = "vn:title:luat:2025:to-chuc-chinh-quyen-dia-phuong"
    archive.put(document(1), [citation(1, 1, title)])
    archive.put(document(2), [citation(1, 2, "vn:qh15:so:2025:65", identifier="65/2025/QH15")])
    candidates = "SELECT key, instrument_id IS NOT NULL FROM citation_candidates ORDER BY key"
    for is_there in (True, False):
        archive.settle()
        found = [tuple(row) for row in archive.connection.execute(candidates)]
        assert found == [("vn:qh15:so:2025:65", is_there), ("vn:qh15:so:2025:72", False)]
        archive.remove(2)


def test_a_document_whose_id_changes_is_counted_under_its_new_one() -> None:
    """Two documents whose SHA-256 begin alike both get longer ids."""
    archive = Archive()
    for number, day in ((1, "2023-12-25"), (2, "2023-12-26"), (3, "2023-12-26")):
        own = {"instrument_key": DECISION, "issued_on": day} if number == 1 else {}
        rows = [citation(1, number, issued_on=day, identifier="4951/QĐ-UBND"), citation(2, number, OPEN)]
        archive.put(document(number, **own), rows)
    archive.settle()
    with transaction(archive.connection):
        take_key(archive.connection, f"{1:07}aaaaa{'b' * 52}")
    archive.settle()
    rows = list(dump(archive.connection))
    assert any('"0000001aaaaaa-c1' in row for row in rows)
    archive.connection.execute("DELETE FROM pass_state")
    archive.settle()
    assert rows == list(dump(archive.connection))


def test_a_document_whose_id_was_that_of_one_that_is_gone_is_asked_again() -> None:
    """Two documents whose SHA-256 begin alike, of which one comes between two passes while the other goes."""
    archive = Archive()
    open_one = [citation(1, 1, OPEN, identifier="4951/QĐ-UBND")]
    archive.put(document(1), open_one, sha256=f"{1:07}aaaaa{'c' * 52}")
    archive.put(document(2), [])
    archive.settle()
    archive.put(document(1), open_one, sha256=f"{1:07}aaaaa{'b' * 52}")
    archive.settle()
    archive.put(document(3), [citation(1, 3, issued_on="2023-12-25", identifier="4951/QĐ-UBND")])
    archive.settle()
    rows = list(dump(archive.connection))
    archive.connection.execute("DELETE FROM pass_state")
    archive.settle()
    assert rows == list(dump(archive.connection))
