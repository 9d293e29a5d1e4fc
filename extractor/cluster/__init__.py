"""The machines of a Dask cluster in place of processes of this machine. Start with `workers.py`."""
