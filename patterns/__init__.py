"""Knowledge of Vietnamese administration: TOML files, each entry with examples, and their readers.

Start with `loader.py`.
"""
