"""Tells prefecture and contractor: notices, the outbox, its sending (6(1)イ(エ))."""
