"""What one can do: one module per subject, one function per use case; the doors speak with these."""
