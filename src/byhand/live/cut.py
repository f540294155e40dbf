"""What every line between nodes has in common: its channel, its beat, and its one trouble."""

CHANNEL = "byhand_live"
# While nothing comes, whoever listens looks up so often whether the node is ending.
LOOK_UP_EVERY = 0.5


class Cut(Exception):
    """The line is down; the cause says why."""
