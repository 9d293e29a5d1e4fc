"""The pages that people read, a module each: address, question, template. `failures.py` is the smallest.

Each asks `query/` what a reader wants to know, and gives its template values, not rows.
"""
