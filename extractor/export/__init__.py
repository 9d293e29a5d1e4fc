"""Database → files for other programs, values over time → pictures.

Start with `formats.py`, which has all formats, and `plan.py`, which says what one is; `charts/` draws.
"""
