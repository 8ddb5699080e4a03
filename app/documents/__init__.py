"""How records look on paper: PDF, Excel and CSV. Builders are pure: facts in, bytes out."""
