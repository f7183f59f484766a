"""Views drawn from the ledger, safe to drop and draw again."""
