"""How a database stands: its totals, its runs, what is behind."""
