"""What commands print and in which words: tables, JSON, notes, progress, links. Read `output.py` first.

Gets values that a command has asked for; writes results to standard output, all else to standard error.
"""
