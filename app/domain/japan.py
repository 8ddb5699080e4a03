"""The one time zone of the contract."""

from datetime import timedelta, timezone

# Japan keeps no summer time: a fixed offset needs no time zone database, which Windows does not have.
JAPAN = timezone(timedelta(hours=9), "Asia/Tokyo")
