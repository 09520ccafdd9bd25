"""What SQLite has to be told of a file that several processes open."""

from __future__ import annotations

import sqlite3
import time

_PAUSE = 0.01  # seconds between two tries
_KIND = 0xFF  # of an error code of SQLite; the other bits say more of the same


def write_ahead(connection: sqlite3.Connection, patience: float) -> None:
    """Have the file written ahead (WAL). Of processes that open a new file at the same time each waits for the others,
    `patience` seconds at most: for this one lock SQLite itself does not wait, whatever time-out it was given.

    Raises:
        sqlite3.OperationalError: the file cannot be opened, or somebody held it all that time.
    """
    until = time.monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _KIND != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(_PAUSE)
