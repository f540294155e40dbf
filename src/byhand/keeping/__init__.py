"""Copies of the house: a backup made while it lives, and a house made of a backup."""
