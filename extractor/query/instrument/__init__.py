"""One instrument: what it is, who cites it, what it does to others. Read `record.py` first.

Takes a connection and the id of an instrument, gives frozen values. `../instruments.py` finds instruments by words.
"""
