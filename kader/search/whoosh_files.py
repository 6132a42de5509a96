"""Whoosh leaves a file open when what it reads there makes no sense; a server would run out of files."""

from typing import Any
from weakref import WeakSet

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile


class TidyStorage(FileStorage):
    """A directory of index files that can close whatever was left open."""

    def __init__(self, directory: str) -> None:
        super().__init__(directory)  # type: ignore[no-untyped-call]
        self._opened: WeakSet[StructFile] = WeakSet()

    def open_file(self, name: str, **kwargs: Any) -> StructFile:
        opened: StructFile = super().open_file(name, **kwargs)  # type: ignore[no-untyped-call]
        self._opened.add(opened)
        return opened

    def close_all(self) -> None:
        for opened in list(self._opened):
            if not opened.is_closed:
                opened.close()
