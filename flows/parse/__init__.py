"""Raw bytes to documents: one input format a file."""
