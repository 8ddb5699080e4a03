"""Asks the rules: which facts are loaded, what is found, how it is worded, and what is kept in memory."""
