"""Lines of the body → running text with its headings, sections and sentences. Start with `running_text.py`."""
