"""A large database made from a seed: instruments as provinces, ministries and the party number them, and who cites.

Only what the look-up and the citation index read is like the real thing; places on pages are all the same.
"""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from extractor.resolve.keys import organ_key
from extractor.search.index import index_instruments
from extractor.store.database import insert, open_database
from extractor.store.full_text import folded_words, rebuild_index
from extractor.store.keys import ROWS, DocumentKey, document_keys, instrument_id, organisation_id
from patterns.instruments.doc_types import doc_types
from patterns.loader import load
from patterns.names.organs import organs
from patterns.spelling import slug

LOCAL = {"ubnd": 12, "hdnd": 3, "snv": 2, "stp": 1, "tu": 1}
CENTRAL = {"cp": 4, "ttg": 5, "bnv": 2, "btc": 2, "btp": 1, "vpcp": 2, "tw": 1}
TYPES = {"qd": 9, "kh": 5, "cv": 4, "bc": 3, "ct": 1, "nq": 2, "tb": 1, "tt": 1, "nd": 1, "hd": 1}
SUBJECTS = (
    "cải cách hành chính", "chuyển đổi số", "kiểm soát thủ tục hành chính", "đầu tư công", "đất đai", "xây dựng",
    "công tác văn thư", "tinh giản biên chế", "vị trí việc làm", "giải ngân vốn", "phòng, chống tham nhũng",
    "phát triển kinh tế - xã hội", "dân chủ ở cơ sở", "thanh tra công vụ", "một cửa, một cửa liên thông",
    "quy hoạch sử dụng đất", "bảo vệ môi trường", "du lịch", "an toàn thực phẩm", "giáo dục và đào tạo",
)  # fmt: skip
ONSETS, VOWELS = (
    "bcdđghklmnprstvx",
    ("a", "ă", "â", "e", "ê", "i", "iê", "o", "oa", "ô", "ơ", "u", "uô", "ư", "ươ", "y"),
)
ENDS = ("", "n", "m", "t", "p", "c", "ng", "nh")
BOXES = "[[1,72.0,80.0,300.0,92.0]]"


class Sizes(NamedTuple):
    """How many rows of each table."""

    citations: int = 1_000_000
    instruments: int = 100_000
    documents: int = 10_000


def make_database(path: Path, sizes: Sizes, seed: int = 1) -> None:
    """A finished database of these sizes at a path where nothing is."""
    chance = random.Random(seed)
    documents = list(_documents(sizes, chance))
    instruments = list(_instruments(sizes, chance))
    with closing(open_database(path, create=True)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN")
        insert(connection, "organisations", _organisations(instruments))
        insert(connection, "documents", documents)
        insert(connection, "pages", _pages(documents, chance))
        _cite(connection, instruments, documents, sizes, chance)
        insert(connection, "instruments", instruments)
        index_instruments(connection)
        rebuild_index(connection)
        connection.execute("COMMIT")
        connection.execute("ANALYZE")


def _instruments(sizes: Sizes, chance: random.Random) -> Iterator[dict[str, Any]]:
    provinces = [(entry.id, entry["name"]) for entry in load("provinces")]
    rare = [f"{onset}{vowel}{end}" for onset in ONSETS for vowel in VOWELS for end in ENDS]
    chosen = {**{organ: 4 * weight for organ, weight in LOCAL.items()}, **CENTRAL}
    seen: set[str] = set()
    while len(seen) < sizes.instruments:
        organ = chance.choices(list(chosen), list(chosen.values()))[0]
        place, name = chance.choice(provinces) if organ in LOCAL else ("", "")
        subject = f"{chance.choice(SUBJECTS)} {' '.join(chance.choices(rare, k=chance.randint(0, 4)))}"
        year = chance.randint(2010, 2025)
        made = (_law if chance.random() < 0.03 else _numbered)(chance, organ, place, name, year, subject.strip())
        if made["key"] not in seen:
            seen.add(made["key"])
            yield made


def _law(chance: random.Random, organ: str, place: str, name: str, year: int, subject: str) -> dict[str, Any]:
    title = f"{subject[:1].upper()}{subject[1:]}"
    return _row(f"vn:title:luat:{year}:{slug(title)}", "Luật", "", None, year, None, None, f"Luật {title}")


def _numbered(chance: random.Random, organ: str, place: str, name: str, year: int, subject: str) -> dict[str, Any]:
    series = chance.choices(list(TYPES), list(TYPES.values()))[0]
    kind, symbol = doc_types()[series], organs()[organ].symbols[0]
    number = int(10 ** chance.uniform(0, 3.8))
    printed = f"{number:02}" if chance.random() < 0.8 else str(number)
    normative, dated = series in ("nd", "tt"), chance.random() < 0.9
    code = kind.symbols[0] if kind.symbols else series.upper()
    tail = f"{symbol}-TH" if series == "cv" else f"{code}-{symbol}"
    identifier = f"{printed}/{year}/{tail}" if normative else f"{printed}/{tail}"
    when = str(year) if normative else f"d{year}" if dated else "x"
    issuer = f"{organs()[organ].name} {'tỉnh ' + name if place else ''}".strip() if chance.random() < 0.7 else None
    day = f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}" if dated else None
    title = f"{subject} năm {year}" if chance.random() < 0.6 else None
    scope = f"{organ}@{place}" if place else organ
    return _row(f"vn:{scope}:{series}:{when}:{number}", kind.name, printed, identifier, year, day, issuer, title)


def _row(
    key: str, doc_type: str, number: str, identifier: str | None, year: int,
    day: str | None, issuer: str | None, title: str | None,
) -> dict[str, Any]:  # fmt: skip
    organ = organ_key(key)
    return {
        "id": instrument_id(key), "key": key, "doc_type": doc_type, "number": number or None, "identifier": identifier,
        "year": year, "issued_on": day, "issuer": issuer, "issuer_id": organ and organisation_id(organ),
        "title": title,
        "times_cited": 0, "cited_in": 0, "first_citing_period": None, "last_citing_period": None,
    }  # fmt: skip


def _organisations(instruments: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    names = {entry.id: entry["name"] for entry in load("provinces")}
    for key in sorted({key for row in instruments if (key := organ_key(row["key"]))}):
        code, _, place = key.partition("@")
        name = f"{organs()[code].name} {names.get(place, '')}".strip()
        yield {"id": organisation_id(key), "key": key, "name": name, "code": code, "place": place or None}


def _documents(sizes: Sizes, chance: random.Random) -> Iterator[dict[str, Any]]:
    places = [(entry.id, entry["name"]) for entry in load("provinces")]
    for number in range(1, sizes.documents + 1):
        (place, name), year, quarter = chance.choice(places), chance.randint(2012, 2025), chance.randrange(4)
        # Documents whose SHA-256 begin alike share a range of rowids, and there is room for four.
        sha256 = f"{number:07x}a".ljust(64, "0")
        yield {
            "id": _key(sha256).id, "sha256": sha256, "path": f"{year}/{number}.pdf",
            "file_name": f"{place}-{year}-q{quarter + 1}-{number}.pdf", "page_count": 30, "doc_type": "Báo cáo",
            "place": place, "issuer": f"Ủy ban nhân dân tỉnh {name}", "title": f"Quý {quarter + 1} năm {year}",
            "period_kind": f"Q{quarter + 1}", "period_start": f"{year}-{3 * quarter + 1:02}-01",
            "period_end": f"{year}-{3 * quarter + 3:02}-30", "text_layer": "digital", "status": "ok",
            "extractor_version": "0", "options_key": "0", "extracted_at": "2025-01-01T00:00:00+00:00",
        }  # fmt: skip


def _key(sha256: str) -> DocumentKey:
    return document_keys([sha256])[sha256]


def _pages(documents: list[dict[str, Any]], chance: random.Random) -> Iterator[dict[str, Any]]:
    for document in documents:
        text = f"{document['title']}. " + " ".join(chance.choices(SUBJECTS, k=60))
        key = _key(document["sha256"])
        yield {
            "rowid": key.fact_rowid(1), "search_rowid": key.fact_rowid(1), "id": key.fact_id("pages", 1),
            "document_id": key.id, "number": 1, "width": 595.0,
            "height": 842.0, "rotation": 0, "text": text, "folded": folded_words(text), "text_layer": "digital",
        }  # fmt: skip


def _cite(
    connection: sqlite3.Connection,
    instruments: list[dict[str, Any]],
    documents: list[dict[str, Any]],
    sizes: Sizes,
    chance: random.Random,
) -> None:
    """The citations, drawn by Zipf's law, and what is counted of them in the instruments and edges."""
    weights = list(accumulate(1 / (place + 10) for place in range(len(instruments))))
    edges: Counter[tuple[str, str]] = Counter()
    rows = []
    for number in range(sizes.citations):
        document = documents[number * len(documents) // sizes.citations]
        cited = chance.choices(instruments, cum_weights=weights)[0]
        edges[document["id"], cited["id"]] += 1
        key = _key(document["sha256"])
        rows.append(_citation(key, number % (ROWS - 1) + 1, cited, chance))
        if len(rows) == 20_000 or number == sizes.citations - 1:
            insert(connection, "citations", rows)
            rows.clear()
    insert(
        connection,
        "citation_edges",
        (
            {"document_id": document, "instrument_id": cited, "relation": "dẫn chiếu", "count": count}
            for (document, cited), count in sorted(edges.items())
        ),
    )
    _count(instruments, edges, {row["id"]: f"{row['period_start']}/{row['period_end']}" for row in documents})


def _citation(key: DocumentKey, number: int, cited: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    raw = f"{cited['doc_type']} số {cited['identifier']}" if cited["identifier"] else cited["title"]
    return {
        "rowid": key.fact_rowid(number), "id": key.fact_id("citations", number), "document_id": key.id,
        "key": cited["key"], "instrument_id": cited["id"],
        "page": chance.randint(1, 30), "page_end": 30, "location": "body", "raw": raw, "doc_type": cited["doc_type"],
        "identifier": cited["identifier"], "issued_on": cited["issued_on"], "relation": "dẫn chiếu",
        "sentence": f"Thực hiện {raw}, {chance.choice(SUBJECTS)} được {chance.choice(SUBJECTS)} trên địa bàn.",
        "char_start": 0, "char_end": len(raw), "boxes": BOXES, "status": "resolved", "method": "numbered",
        "confidence": 0.95,
    }  # fmt: skip


def _count(instruments: list[dict[str, Any]], edges: Counter[tuple[str, str]], periods: dict[str, str]) -> None:
    by_id = {row["id"]: row for row in instruments}
    for (document, cited), count in edges.items():
        row, period = by_id[cited], periods[document]
        row["times_cited"] += count
        row["cited_in"] += 1
        row["first_citing_period"] = min(period, row["first_citing_period"] or period)
        row["last_citing_period"] = max(period, row["last_citing_period"] or period)
