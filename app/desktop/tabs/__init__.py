"""The tabs of the window; no tab imports another."""
