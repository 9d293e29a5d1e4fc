"""What the columns of a table say: a table with its rows → the table with its columns filled.

``reader.py`` joins what the others tell and is the one to read first.
"""
