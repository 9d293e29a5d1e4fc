"""Evidence sheets: picked facts, each with the cut-out of the page that shows it, on one page for print.

Takes a database, ids and the folders of the originals; gives a ``Sheet`` and its HTML, which is checked without the
database. Read `sheet.py` for the values, `gather.py` for the order of things.
"""
