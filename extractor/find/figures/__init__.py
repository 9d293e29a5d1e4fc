"""Text and table rows → figures with unit, label, time and links. Start with `finder.py`; `cells.py` reads tables,
`parts.py` says which figures are whole and parts.
"""
