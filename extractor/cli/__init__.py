"""Flags → calls → print: one module a command. Start with `main.py`."""
