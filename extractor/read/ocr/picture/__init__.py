"""Pictures of pages made fit for reading: drawn, freed of coloured ink, turned upright and straight, rules taken away.

Read ``upright.py`` and ``rules.py`` first.
"""
