"""Lines of a page → what stands in two columns, the letterhead and the signature; the margins of the text between.

Start with `two_columns.py`, the shape of both.
"""
