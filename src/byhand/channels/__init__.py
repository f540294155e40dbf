"""Ways in and out: inboxes, what arrived through them, and an adapter for each kind of channel."""
