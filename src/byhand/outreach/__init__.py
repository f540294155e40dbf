"""Outreach: audiences, broadcasts and the calendar of everything that goes out to many, within everybody's budget."""
