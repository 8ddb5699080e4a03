"""The use cases: one module per subject, and what runs them all."""
