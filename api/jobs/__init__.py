"""Work that outlives a request, and the database of its own that it is kept in."""
