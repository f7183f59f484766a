"""A bundle: one file that leaves the building, and verifies years later without us."""
