"""Edges and lines → grids, cells, rows, tables joined over pages; what their columns hold.

Start with `drafts.py`; the shelf `stream` finds tables without a grid, `roles.py` tells the columns apart, `rows.py`
makes the result.
"""
