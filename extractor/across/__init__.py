"""The pass over the whole corpus, rows → rows: instruments, organisations, indicators, series of reports.

Takes what the documents say that came, changed or went since the last pass, and makes what no single document shows.
Start with `corpus_pass.py`, which calls the parts; `instrument_pass.py` is that of instruments and organs, whose
thinking needs no database. The run calls it once all documents are stored.
"""
