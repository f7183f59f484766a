"""Erasing a person, from the command line."""
