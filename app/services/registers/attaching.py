"""Keeps files inside the workspace, next to the records that name them."""

import hashlib
from pathlib import Path

from app.domain.attachment import MAX_ATTACHMENT_BYTES, Attachment
from app.domain.errors import AppError
from app.store.ids import new_id
from app.store.store import Store


def attach(store: Store, author: str, path: Path) -> str:
    """Keep a file and return the id of its attachment."""
    content = _content(path)
    digest = hashlib.sha256(content).hexdigest()
    attachment = Attachment(id=new_id(), name=path.name, sha256=digest, size=len(content))
    with store.unit_of_work(author, "ファイルを添付") as uow:
        uow.put_blob(digest, content)
        uow.add(attachment)
        uow.commit()
    return attachment.id


def _content(path: Path) -> bytes:
    """Return the bytes of a file to be kept; AppError when it is missing, too large or cannot be read."""
    try:
        if not path.is_file():
            raise AppError("services.no_such_file", where=str(path), path=str(path))
        if path.stat().st_size > MAX_ATTACHMENT_BYTES:
            raise AppError("store.blob_too_large", where=str(path), limit=MAX_ATTACHMENT_BYTES // 2**20)
        return path.read_bytes()
    except OSError as error:
        raise AppError("services.file_unreadable", where=str(path), path=str(path)) from error
