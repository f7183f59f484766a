"""The record: the only door to the event store; what is written here is never written again."""
