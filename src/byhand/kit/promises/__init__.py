"""Promises in words: what a writer says they will do, and by when. Candidates for a person to accept, never facts.

`find(text, at, languages)` is what other rooms call; its signature is kept. A language is one file (`english.py`,
`german.py`): patterns and a few rules. The walk through a text, common to all, is `finding.py`.
"""

from byhand.kit.promises.finding import LANGUAGES, find, walk
from byhand.kit.promises.proposal import Proposal

__all__ = ["LANGUAGES", "Proposal", "find", "walk"]
