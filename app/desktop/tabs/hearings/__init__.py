"""The tab ヒアリング."""
