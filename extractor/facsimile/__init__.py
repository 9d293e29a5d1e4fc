"""The pages as they look: where the PDF of a document is, pictures of its pages. Read `images.py` first.

Takes a database and the folders that its files were read from; gives files and pictures. PDFs are opened in a guarded
child process only.
"""
