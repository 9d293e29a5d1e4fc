"""Database → the reading room: a Datasette plugin with its pages. Start with `plugin.py`."""
