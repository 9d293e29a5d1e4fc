"""The pass over the whole corpus, rows → rows: instruments, organisations, indicators, series of reports.

Takes the stored rows of all documents and makes what no single document shows. Start with `corpus_pass.py`, which
fetches and writes; the thinking is in `corpus.py` and below. The run calls it once all documents are stored.
"""
