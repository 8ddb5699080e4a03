"""The tab ホーム: what is due, whose turn it is and what blocks."""
