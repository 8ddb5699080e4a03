"""A store that is opened when it is first needed, once for everybody who asks."""

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

from app.domain.errors import AppError

if TYPE_CHECKING:  # it brings SQLAlchemy with it, which takes longer to load than the window
    from app.store.store import Store


class LateStore:
    """Opens the store on the first question; whoever asks meanwhile waits, and all hear of the same failure."""

    def __init__(self, open_store: "Callable[[], Store]") -> None:
        """Open by ``open_store``, which checks the workspace."""
        self._open = open_store
        self._lock = Lock()
        self._store: Store | None = None
        self._failure: AppError | None = None

    def get(self) -> "Store":
        """Return the open store; AppError says why it cannot be opened."""
        with self._lock:
            if self._failure is not None:
                raise self._failure
            if self._store is None:
                try:
                    self._store = self._open()
                except AppError as error:
                    self._failure = error
                    raise
            return self._store

    @property
    def is_open(self) -> bool:
        """Tell whether the store has been opened and not closed yet."""
        return self._store is not None

    def close(self) -> None:
        """Close the store if it was opened; nobody opens it afterwards."""
        with self._lock:
            store, self._store = self._store, None
            self._failure = self._failure or AppError("services.workspace_closed")
        if store is not None:
            store.close()
