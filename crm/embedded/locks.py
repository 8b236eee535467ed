import fcntl
import os
from pathlib import Path


class Lock:
    """A file lock between processes; the kernel frees it when its holder dies, even by kill -9."""

    def __init__(self, path: Path, *, taken: bool = True):
        self.taken = taken
        self.file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    def __enter__(self) -> "Lock":
        if self.taken:
            fcntl.flock(self.file, fcntl.LOCK_EX)
        return self

    def __exit__(self, *error) -> None:
        self.release()

    def share(self) -> None:
        fcntl.flock(self.file, fcntl.LOCK_SH)

    def try_share(self) -> bool:
        return self._try(fcntl.LOCK_SH)

    def try_take(self) -> bool:
        return self._try(fcntl.LOCK_EX)

    def release(self) -> None:
        os.close(self.file)

    def _try(self, kind: int) -> bool:
        try:
            fcntl.flock(self.file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
