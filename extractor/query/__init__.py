"""Database → answers for the command line and for Python. One module a question."""
