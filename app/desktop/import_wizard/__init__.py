"""Taking in a file: what it is, which column means what, what every row would do, and then all or nothing."""
