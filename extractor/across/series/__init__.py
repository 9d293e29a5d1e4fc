"""What the reports of one office contradict: the thinking, and the rows that it is fetched from and written to."""
