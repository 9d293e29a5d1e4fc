"""Ruled tables by their rules alone, drawn or found in a picture: edges go in, grids of cells come out.

Read ``lattice.py`` first. The reader of pictures cuts cells out by these grids, the layout puts lines into the same.
"""
