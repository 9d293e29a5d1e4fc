"""Documents → rows: schema, migrations, ids, the only writer.

Start with `writer.py`; `rows.py` maps values to columns.
"""
