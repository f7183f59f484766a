"""The sealer as a process of its own: it reads the ledger, and nothing can write to its home."""
