"""The mirror: what a colleague may want to know about the words on the sheet before they go. docs/mirror.md.

A file a kind: a function that looks at a sheet and gives remarks. Rather silent than wrong; no praise, no score.
"""
