"""What follows from a command, given the page and the policy. Pure."""
