"""Makes papers from records: what is collected, what it lacks, and the bytes."""
