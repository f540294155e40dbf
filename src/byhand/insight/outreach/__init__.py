"""The figures of outreach: answers first, then what people said no to, and what their budget kept from being sent."""
