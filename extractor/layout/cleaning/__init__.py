"""Page as read → page without watermarks, stamps, page numbers and running heads, rotated so that it reads upright.

Start with `watermarks.py`, the first step.
"""
