"""Database → files for other programs, values over time → an SVG chart.

Start with `records.py`, which has the formats of tables; `chart.py` draws what the command for comparing asks for.
"""
