"""Reading time expressions: the words, the phrases they make, what a phrase means, and when that is."""
