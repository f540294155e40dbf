"""One finding a file: each reads the history and gives a typed part of the report."""
