"""Tables to files: one output format a file."""
