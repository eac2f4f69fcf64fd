"""Documents to records: one extractor a file, each a spaCy pipeline component."""
