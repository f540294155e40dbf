"""Exports of other desks: what each says of its people, conversations and notes, in one form."""
