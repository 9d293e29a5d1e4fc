"""Glyphs in TCVN3, VNI and the like → Unicode. Start with `decode.py`."""
