"""What requests may do and take, whoever sends them: names, files, memory, time, connections.

`permits.py` says what SQL may do, `statements.py` how statements take turns, `questions.py` runs the SQL of a reader.
"""
