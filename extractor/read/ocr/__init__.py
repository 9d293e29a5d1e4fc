"""Picture of a page → characters. Start with `engine.py`: the protocol of all engines.

`recognition.py` draws the page and makes glyphs of an engine's words."""
