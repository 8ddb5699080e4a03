"""The hearings: the prefecture's schedule, the board, the sheets, the clocks, the analysis (6(7))."""
