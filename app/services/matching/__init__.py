"""Whom to send where: candidates with their reasons, and an even spread of the dispatches (6(5)ウ, 6(6)ア, カ, シ)."""
