"""What-if: every journey of a scheme under another edition of it. Nothing is written."""
