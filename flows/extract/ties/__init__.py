"""Reading ties between entities from what the text says of them, never from two names that happen to stand together."""
