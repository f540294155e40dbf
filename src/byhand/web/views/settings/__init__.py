"""Settings: oneself, the colleagues, the team, the inboxes, the archives."""
