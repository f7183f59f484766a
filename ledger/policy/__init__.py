"""Policy: editions as dated data, one predicate per clause. Pure."""
