"""Time stamps of checkpoints, from the command line."""
