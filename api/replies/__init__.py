"""What the service answers: the shapes of its JSON, in camelCase."""
