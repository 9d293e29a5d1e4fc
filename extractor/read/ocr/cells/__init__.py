"""Cells of ruled tables in a picture: cut out by the grid of its rules, read each for itself, put back as words.

Read ``reading.py`` first.
"""
