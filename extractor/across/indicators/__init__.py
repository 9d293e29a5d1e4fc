"""Labels of rows and figures → indicators, the same in all reports. Start with `gather.py`; `links.py` reads and writes
the database, `match.py` knows the registry, `decisions.py` the user's file, `groups.py` which labels are one.
"""
