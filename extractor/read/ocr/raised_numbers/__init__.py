"""Small raised numbers of notes in a picture: found by their ink, read each for itself, put into the words beside them.

Read ``marks.py`` first.
"""
