"""Sorting rules: what is done with a message when it comes in. They sort, and never say a word to anyone (law 1)."""
