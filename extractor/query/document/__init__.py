"""One document → all that was read of it, by few statements that each use an index.

Begin with ``head.py``; ``page.py`` holds them together, for the reading room and for ``trichluc show``.
"""
