"""Lines → what is set apart from the running text: head columns, signatures, margins. Start with `two_columns.py`."""
