"""Database → files for other programs, values over time → pictures.

Start with `records.py`, which has the formats of tables; `charts/` draws.
"""
