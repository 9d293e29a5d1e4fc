"""Edges and lines → grids, cells, rows, tables joined over pages.

Start with `drafts.py`; `rows.py` gives the result.
"""
