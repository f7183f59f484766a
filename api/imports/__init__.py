"""Many commands at once: taken in whole, put forward line by line, each with its own result."""
