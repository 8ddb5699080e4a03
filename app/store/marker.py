"""The marker outside the workspace: which site wrote here last, and how far.

A database that is behind its marker was put back from an older copy; one that another site wrote, or that has no marker
though its log has begun, was brought from elsewhere. Either becomes a new site before its first write. The marker is
overwritten in place without waiting for the disk: losing it costs a new site, never a record.
"""

import json
from contextlib import suppress
from pathlib import Path

_BYTES = 128


class SiteMarker:
    """The marker of one workspace on this machine."""

    def __init__(self, path: Path | None) -> None:
        """Keep the marker in this file; None: keep none and suspect nothing."""
        self._path = path

    def suspects(self, site_id: str, last_seq: int) -> bool:
        """Tell whether this database is not the one that this machine wrote last."""
        if self._path is None or last_seq == 0:
            return False
        marked_site, marked_seq = self._read(self._path)
        return marked_site != site_id or marked_seq > last_seq

    def note(self, site_id: str, last_seq: int) -> None:
        """Note how far the site has written."""
        if self._path is None:
            return
        content = json.dumps({"site": site_id, "last_seq": last_seq}).encode().ljust(_BYTES)
        with suppress(OSError), self._path.open("r+b" if self._path.exists() else "wb", buffering=0) as file:
            file.write(content)

    @staticmethod
    def _read(path: Path) -> tuple[str, int]:
        try:
            with path.open("rb") as file:
                found = json.loads(file.read(_BYTES))
            return str(found["site"]), int(found["last_seq"])
        except (OSError, ValueError, KeyError, TypeError):
            return "", 0
