"""Reading figures: the number, its unit and limits, what it counts, what became of those counted, and who said so."""
