"""Characters → printed lines with their text, a box a character. Start with `line.py`."""
