"""Search: a thin layer over FTS5 and PostgreSQL's full text."""
