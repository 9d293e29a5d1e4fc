"""A database, an indicator in words → its values over periods and places, with changes, gaps and restatements.

Start with `compare.py`. `points.py` has the values and reads prints from the database, `choice.py` settles which print
of a period stands, `changes.py` computes changes and sums, `places.py` knows provinces over their merger, `frame.py`
makes a DataFrame.
"""
