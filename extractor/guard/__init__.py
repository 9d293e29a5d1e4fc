"""A function and its arguments → value or `Failure`, in a child process with limits. Start with `pool.py`."""
