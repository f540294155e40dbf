"""Help pages: articles with an author, in versions and languages, and what becomes of “this did not help”."""
