"""Help pages from within: the list, writing, versions, pictures."""
