"""The ledger: what happened on each journey, what policy makes of it, and where it is written."""
