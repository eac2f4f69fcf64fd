"""The warehouse's tables, one a file."""
