"""The schema that this version reads and writes."""

REVISION = "0004"  # the newest one in migrations/versions
SCHEMA_REV = int(REVISION)
