"""References settled: within an article, then across articles."""
