"""Bundles, made and verified from the command line."""
