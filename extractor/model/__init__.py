"""The values that pass between the rooms: all frozen, all picklable, none knows how it was made.

`pages.py` is what read gives, `layout.py` what layout gives, `facts.py` what find and resolve give, `document.py` the
whole. Coordinates are PDF points with the origin at the top left of the page as it is displayed (rotation applied).
Pages count from 1. Offsets called ``char_start``/``char_end`` index ``PageText.text``; offsets called ``start``/``end``
index the text that was given to the finder.
"""
