"""Closed vocabularies, each code with its definition and, where it was taken from elsewhere, its source."""
