"""The calendar of everything that goes out: what is planned, what leaves later, what has left, whoever began it."""
