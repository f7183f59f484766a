"""A witness of logs as a service of its own: it shares nothing with a ledger but the program."""
