"""The lines of a page → tables without a grid: their columns, heads and rows told by gaps and level rules.

Start with `tables.py`. `bands.py` has the level rules around a table, `columns.py` tells columns, `heads.py` heads,
`rows.py` rows; `drafts.py` makes of them a table as if it had a grid.
"""
