"""The tab 案件: the cases, their sessions and decisions."""
