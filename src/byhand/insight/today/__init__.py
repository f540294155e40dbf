"""Today: the short, finite list of people worth a word today. docs/today.md.

`rules.py` says whom it names and why, each rule with the law it serves; `day.py` makes one colleague's list of it.
"""
