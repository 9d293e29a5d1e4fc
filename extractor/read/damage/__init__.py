"""What a damaged file has lost where it opens all the same: readers leave it out and say nothing.

A file as qpdf sees it goes in, and for each page as it was read comes out what is lost of it. Read ``file.py`` first.
"""
