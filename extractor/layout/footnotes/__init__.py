"""Lines → notes, their markers, and which marker is whose. Start with `blocks.py`."""
