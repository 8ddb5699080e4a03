"""The desktop door: one window on the services; the only part that knows Qt."""
