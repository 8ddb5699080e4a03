"""The timetable of the hearings: its problem, its proposal in words, its taking over (6(7))."""
