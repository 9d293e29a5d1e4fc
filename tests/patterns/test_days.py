import pytest

from patterns.days import full_year, iso_day


@pytest.mark.parametrize(
    ("printed", "year"),
    [("2024", 2024), ("20", 2020), ("44", 2044), ("45", 1945), ("98", 1998), ("20245", None), ("0024", None)],
)
def test_years(printed: str, year: int | None) -> None:
    assert full_year(printed) == year


@pytest.mark.parametrize(
    ("year", "month", "day", "iso"),
    [
        (2024, 2, 29, "2024-02-29"),
        (2023, 2, 29, None),
        (2024, 4, 31, None),
        (2024, 18, 1, None),
        (2024, 0, 1, None),
        (2024, 6, 0, None),
    ],
)
def test_days_of_the_calendar(year: int, month: int, day: int, iso: str | None) -> None:
    assert iso_day(year, month, day) == iso
