"""Outreach as a colleague sees it: broadcasts, audiences, the calendar, what other systems sent."""
