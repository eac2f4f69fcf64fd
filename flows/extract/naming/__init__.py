"""Names in running text: where they begin and end, and what they name."""
