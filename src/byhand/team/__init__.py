"""Colleagues: who works at the desk, who is signed in, who was invited."""
