"""Plans and events: what the 計画 tab and its papers are made of. All pure functions of facts."""
