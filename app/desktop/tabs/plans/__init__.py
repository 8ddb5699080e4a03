"""The tab 計画: the implementation plan, the team's chart, the schedule, support plans, events and the calendar."""
