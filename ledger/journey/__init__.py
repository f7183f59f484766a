"""A person's journey in the words of the field. Pure: no clock, no store, no policy."""
