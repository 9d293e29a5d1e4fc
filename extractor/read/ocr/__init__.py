"""Picture of a page → words, rules and how it stood → glyphs and edges like those of any other page.

Read ``reading.py`` first: the order of steps from the picture to a ``Reading``. Then ``recognition.py``, which makes a
page of it, and ``engine.py``, the protocols of all engines. ``picture/`` makes a picture fit for reading, ``cells/``
reads tables, ``raised_numbers/`` the numbers of notes; ``pictures.py`` sees that no picture is read twice.
"""
