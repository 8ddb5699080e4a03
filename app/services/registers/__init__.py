"""What can be asked of any register alike: its records in words, lists, search, hand-over, paper."""
