"""What stands in a picture after it was cut down, and that it stays whole with any text."""

from __future__ import annotations

import pytest

from extractor.errors import TrichlucError
from extractor.export.charts.rendering import as_png, as_svg, cut_down, in_a_child
from extractor.export.inert import shown
from tests.export.drawn import signs


def test_script_style_and_foreign_addresses_are_cut_out() -> None:
    evil = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" onload="alert(1)">'
        '<script>alert(1)</script><style>*{}</style><image href="https://x.example/a.png"/><foreignObject/>'
        '<a xlink:href="https://x.example/"><path d="M0,0" fill="url(https://x.example/)" onclick="alert(1)"/></a>'
        "</svg>"
    )
    svg = cut_down(evil, "<b>")
    assert 'aria-label="&lt;b&gt;"' in svg
    for word in ("script", "style", "image", "foreignObject", "x.example", "onload", "onclick", "alert"):
        assert word not in svg


def rows(*said: str, address: str = "") -> dict[str, object]:
    values = [{"x": n, "said": text, **({"address": address} if address else {})} for n, text in enumerate(said)]
    encoding = {
        "x": {"field": "x", "type": "quantitative"},
        "description": {"field": "said", "type": "nominal"},
        "href": {"field": "address", "type": "nominal"},
    }
    return {"data": {"values": values}, "mark": "point", "encoding": encoding}


def test_a_picture_with_control_characters_is_whole() -> None:
    said = [sign.said for sign in signs(as_svg(rows("a\x00b\x1b[31m", "c")))]
    assert said == [r"a\x00b\x1b[31m", "c"]
    # In a title or the name of a line they end the renderer, and the process with it.
    for text in ("a\x00b", "a\x1b[31m", "a\ufffe", "a\ud800"):
        svg = as_svg({**rows("c"), "title": {"text": [text]}})
        assert shown(text) in svg
    assert as_png({**rows("c"), "title": "a\x07b"}).startswith(b"\x89PNG")


def test_an_address_comes_from_the_row_and_never_from_a_text() -> None:
    assert [sign.href for sign in signs(as_svg(rows("a\ue000/delete")))] == [""]
    assert [sign.href for sign in signs(as_svg(rows("a", address="/reports/-/fact/1")))] == ["/reports/-/fact/1"]
    assert [sign.href for sign in signs(as_svg(rows("a", address="//x.example/")))] == [""]
    assert [sign.href for sign in signs(as_svg(rows("a", address="javascript:alert(1)")))] == [""]


def test_a_child_draws_the_same_and_what_it_fails_at_is_said() -> None:
    spec = rows("a", "b", address="/x")
    here = as_svg(spec)
    with in_a_child():
        assert as_svg({**spec, "usermeta": {"asked": "again"}}) == here
        with pytest.raises(TrichlucError):
            as_svg({"mark": "no such mark", "usermeta": {}})
        assert as_svg({**spec, "usermeta": {"asked": "after a failure"}}) == here
