"""What the rows of tables are of: a table with its rows → the rows with the place they are of and the words that say
what they count. ``names.py`` is the one to read first.
"""
