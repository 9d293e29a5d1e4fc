"""Lines → footnotes, their markers in the text, and which marker belongs to which note.

Start with `blocks.py` (the notes of a page) and `matching.py` (notes and markers of the document).
"""
