"""Citations in their text → relations (amends, replaces, carries out …). Start with `relate.py`."""
