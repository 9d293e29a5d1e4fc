"""Values over time → pictures: a Vega-Lite specification, and of it an SVG, a PNG or an Altair chart, without network.

Start with `marks.py`, which says what is drawn; `comparison.py` makes it of a comparison, `series.py` makes a
specification of it, `rendering.py` makes files of specifications.
"""
