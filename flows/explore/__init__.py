"""`dateline explore`: a local web page over the current warehouse, which it reads and never writes.

A page is a module of `pages/` with its `PATH` and a template of the same name. Every fact on it links to its own words
in the article. Pages are whole without a script, load nothing from elsewhere, and treat every value as hostile text.
"""
