"""What readers say of findings, kept beside a database: a value → a row in a file of their own. Start with `book.py`.

The database is made anew from the PDFs; what a reader judged is not in them. So it stands in a file that no command of
the project writes over or deletes.
"""
