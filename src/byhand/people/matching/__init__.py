"""Matching: who among ten thousand people and more is perhaps the same, by Splink, in a process of its own.

It finds what no shared clue leads to (typing errors, new family names) and asks in the same queue, in the same reasons.
It decides nothing. Without Splink (`byhand[matching]`) the desk does without.
"""
