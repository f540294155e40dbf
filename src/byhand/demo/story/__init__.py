"""The demo studio's story: a small pottery, its people, and two years of letters between them.

`story(now)` gives everything up to now; `trickle(now)` the letters that come in while the demo runs.
"""

from byhand.demo.story.shapes import (
    Assigned,
    Colleague,
    Done,
    Folder,
    Later,
    Letter,
    Mark,
    Memory,
    Note,
    Person,
    Promise,
    Story,
    Team,
    Tie,
)
from byhand.demo.story.told_story import story
from byhand.demo.story.trickling import trickle

__all__ = [
    "Assigned",
    "Colleague",
    "Done",
    "Folder",
    "Later",
    "Letter",
    "Mark",
    "Memory",
    "Note",
    "Person",
    "Promise",
    "Story",
    "Team",
    "Tie",
    "story",
    "trickle",
]
