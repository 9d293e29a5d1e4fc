"""Many files → one database: guard, pipeline, store and the corpus pass, resumed at any document.

Start with `ingest.py`.
"""
