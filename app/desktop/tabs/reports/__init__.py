"""The tab 報告: the deliverables, the bundle and the contract's own text."""
