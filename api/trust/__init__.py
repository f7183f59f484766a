"""Whom the service believes: access tokens, the keys that sign them, and the certificates held."""
