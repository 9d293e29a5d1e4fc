"""Path → pages: glyphs with font, size and box, drawn edges, pictures, links. Start with `pages.py`."""
