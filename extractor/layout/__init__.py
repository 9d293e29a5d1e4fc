"""Pages as read → a document as a reader sees it: texts, head, notes, sections, tables. Start with `document.py`."""
