"""What a user corrects → the rows that say so: a TOML file, held against a database and applied to it.

Start with `apply.py`.
"""
