"""Verifies a bundle with no database and no network: ten steps, and what each of them found.

This room imports the pure ones, the lines of the record, msgspec and `cryptography`, and nothing
else that is not of the standard library: it is installed and run where nothing of the service is.
"""
