"""Page as read → page without watermarks, stamps and furniture, upright. Start with `overprints.py`."""
