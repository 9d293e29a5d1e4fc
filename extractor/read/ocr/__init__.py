"""Picture of a page → characters. Start with `tesseract.py`."""
