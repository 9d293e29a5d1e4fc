"""A document as one HTML page that stands alone: head, contents, text with its facts marked, tables, findings.

Takes a database and the id of a document; gives a ``Report`` and its HTML. Read `report.py` for the values and the
order of things, `marked_text.py` for the text.
"""
