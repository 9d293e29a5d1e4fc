"""Organs as the corpus names them: the thinking, and the rows of ``organisations``."""
