"""The feed: the ledger in its one order, as events that others follow."""
