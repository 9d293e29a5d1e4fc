"""Text → citations as printed. Start with `finder.py`, which calls the rules in order."""
