"""The schema that this version reads and writes."""

REVISION = "0003"  # the newest one in migrations/versions
SCHEMA_REV = int(REVISION)
