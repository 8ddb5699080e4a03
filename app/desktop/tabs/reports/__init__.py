"""The tab 報告: the deliverables, what was handed in, and the bundle."""
