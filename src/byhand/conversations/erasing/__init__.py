"""Erasing one person: what is theirs goes, what is others' stays, and a hash remains to whom nobody writes."""
