"""One text to many: what was agreed to, whom it goes to, and each recipient's copy on its way."""
