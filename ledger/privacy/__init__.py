"""What is personal, sealed under a key for each page; and those keys, kept apart from it."""
