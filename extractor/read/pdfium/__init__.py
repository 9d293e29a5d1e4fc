"""One page through pdfium → `Page`. Start with `page.py`; `binding.py` holds the calls."""
