"""The registries → whether what they say is read: each example of an entry goes through the reader of its registry.

Start with `checking.py`.
"""
