"""What would be best and what is to be expected: pure functions of plain values."""
