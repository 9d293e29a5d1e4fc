"""Registries of several files."""

from __future__ import annotations

from patterns.loader import entries_of, names


def test_a_registry_goes_on_in_the_files_named_after_its_parts() -> None:
    known = entries_of("indicators")
    assert {"tthc-tinh", "thu-noi-dia", "ho-ngheo-ty-le"} <= known.keys()
    assert next(iter(known)) == "chi-dao-dieu-hanh"
    assert "indicators" in names()
    assert not any("." in name for name in names())
