"""The neighbourhood of an instrument as a picture."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx
import pytest

from extractor.language.catalogue import words_of
from extractor.web.pages import neighbourhood
from extractor.web.views import Absent, Asked
from tests.query.cited import AMENDING, DECREE, UNCITED, collection, id_of

Get = Callable[..., Any]


def asked(key: str) -> Asked:
    return Asked("cited", "/cited/-", words_of("en"), {"instrument": id_of(key)})


def test_groups_are_headed_and_say_how_they_are_connected(tmp_path: Path) -> None:
    picture = neighbourhood.answer(collection(tmp_path / "a.db"), asked(DECREE))
    assert [(group.kind, len(group.neighbours)) for group in picture.groups] == [
        ("acting", 1), ("citing", 3), ("acted", 1), ("together", 2),
    ]  # fmt: skip
    acting, citing, acted, _ = (group.neighbours[0] for group in picture.groups)
    assert (acting.said, acting.name) == ("Amends (1 place)", "Nghị định số 99/2023/NĐ-CP")
    assert (acted.said, acted.address) == ("Replaces (1 place)", f"/cited/-/instrument/{id_of(UNCITED)}")
    assert (citing.said, citing.day) == ("3 times", "quarter I of 2023")
    assert picture.lines == ("Nghị định", "số 30/2020/NĐ-CP")
    assert [one.edge for one in picture.groups[1].neighbours] == [4.0, 1.2, 1.2]


def test_the_graph_is_read_by_networkx_and_always_the_same(tmp_path: Path) -> None:
    connection = collection(tmp_path / "a.db")
    picture = neighbourhood.answer(connection, asked(DECREE))
    written = neighbourhood._as_graphml(picture, asked(DECREE))
    assert written == neighbourhood._as_graphml(neighbourhood.answer(connection, asked(DECREE)), asked(DECREE))
    graph = networkx.read_graphml(io.BytesIO(written), force_multigraph=True)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (8, 7)
    assert graph.nodes[id_of(DECREE)]["label"] == "Nghị định số 30/2020/NĐ-CP"
    (edge,) = graph.get_edge_data(id_of(AMENDING), id_of(DECREE)).values()
    assert (edge["kind"], edge["count"]) == ("acting", 1)


def test_an_unknown_instrument_has_no_neighbourhood(tmp_path: Path) -> None:
    with pytest.raises(Absent):
        neighbourhood.answer(collection(tmp_path / "a.db"), asked("vn:cp:nd:1:1"))


def test_the_picture_has_the_links_of_the_table(get: Get, ask: Callable[..., Any], base: str) -> None:
    ident = ask("SELECT id FROM instruments ORDER BY times_cited DESC, id LIMIT 1")
    page = get(f"{base}/-/neighbourhood/{ident}")
    assert page.status_code == 200
    drawn = page.text.partition("<svg")[2].partition("</svg>")[0]
    table = page.text.partition("<table")[2].partition("</table>")[0]
    links = re.findall(r'<a href="([^"]+/(?:document|instrument)/[^"]+)"', table)
    assert links
    assert set(links) | {f"{base}/-/instrument/{ident}"} == set(re.findall(r'<a href="([^"]+)"', drawn))
    assert get(f"{base}/-/neighbourhood/i000").status_code == 404
    assert get(f"{base}/-/neighbourhood/{ident}.graphml").text.startswith("<graphml")
