"""Text → spans: citations, dates, figures, organs. Knows neither PDF nor database. Start with `document.py`."""
