"""What people read, in Vietnamese or English: texts, days, periods, numbers, places. Read `catalogue.py` first.

The source text is English and stands where it is used; ``vi/*.po`` hold its Vietnamese, a file for each part of the
reading room and the command line.
"""
