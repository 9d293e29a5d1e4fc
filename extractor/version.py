"""The extractor's version: part of the key under which a document counts as done."""

VERSION = "0.4.0"
