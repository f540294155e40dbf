"""The demo studio: a small pottery with two years of people, letters and promises."""
