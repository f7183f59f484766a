"""Scrutiny: samples of decisions, packs for panels, and what panels think of them."""
