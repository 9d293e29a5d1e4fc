"""Where neighbours are drawn: no label over another, none outside the picture, no edge through a label."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from extractor.web.radial import LETTERS, WIDTH, Plan, Spot, plan, shortened

# A letter of 14 px is 7.4 wide on the average of Vietnamese names in DejaVu Sans, the widest of the fonts in use,
# and 7.7 in "Luật Kinh doanh bất động sản số 29/2023/QH15".
LETTER = 8
SIZES = [sizes for sizes in product((0, 1, 9), repeat=4) if any(sizes)]


def label_box(spot: Spot) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the longest label: the name and the line under it."""
    long = LETTERS * LETTER
    x0 = spot.label.x - long if spot.left else spot.label.x
    return (x0, spot.label.y - 2 - 12, x0 + long, spot.label.y + 14 + 4)


def spots_of(drawn: Plan) -> list[Spot]:
    return [spot for sector in drawn.sectors for spot in sector.spots]


@pytest.mark.parametrize("sizes", SIZES)
def test_labels_never_overlap_and_stay_in_the_picture(sizes: tuple[int, int, int, int]) -> None:
    drawn = plan(sizes[:2], sizes[2:])
    boxes = [label_box(spot) for spot in spots_of(drawn)]
    assert len(boxes) == sum(sizes)
    assert all(x0 >= 0 and x1 <= WIDTH and y0 >= 0 and y1 <= drawn.height for x0, y0, x1, y1 in boxes)
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@pytest.mark.parametrize("sizes", SIZES)
def test_edges_run_within_the_ellipse_and_headings_above_their_groups(sizes: tuple[int, int, int, int]) -> None:
    drawn = plan(sizes[:2], sizes[2:])
    for spot in spots_of(drawn):
        outside = spot.label.x < spot.at.x if spot.left else spot.label.x > spot.at.x
        inside = spot.at.x < spot.near.x < spot.far.x if spot.left else spot.at.x > spot.near.x > spot.far.x
        assert outside
        assert inside
    for sector, count in zip(drawn.sectors, sizes, strict=True):
        assert len(sector.spots) == count
        assert all(sector.heading.y < label_box(spot)[1] for spot in sector.spots)


def test_the_same_neighbours_are_drawn_at_the_same_places() -> None:
    assert plan((3, 2), (0, 4)) == plan((3, 2), (0, 4))


def test_long_names_are_cut_at_words() -> None:
    name = "Luật Nhập cảnh, xuất cảnh, quá cảnh, cư trú của người nước ngoài tại Việt Nam số 47/2014/QH13"
    assert shortened(name) == "Luật Nhập cảnh, xuất cảnh, quá cảnh, cư…"
    assert len(shortened("x" * 99)) == LETTERS
    assert shortened("Luật Đất đai") == "Luật Đất đai"
