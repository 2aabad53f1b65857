"""Bytes as served, each under its digest: `ab/abcdef…`. A folder on disk or in object storage, by fsspec."""

import os
from hashlib import sha256

import fsspec


class Snapshots:
    """A folder of bytes. What is in it is never changed and never removed."""

    def __init__(self, url: str) -> None:
        self._files, self._root = fsspec.core.url_to_fs(url)

    def _path(self, digest: str) -> str:
        return f"{self._root}/{digest[:2]}/{digest}"

    def keep(self, digest: str, content: bytes) -> None:
        path = self._path(digest)
        if self._files.exists(path):
            return
        self._files.makedirs(f"{self._root}/{digest[:2]}", exist_ok=True)
        # Written aside and moved, so that a crash leaves no half file under a digest.
        aside = f"{path}.{os.getpid()}"
        self._files.pipe_file(aside, content)
        self._files.mv(aside, path)

    def content(self, digest: str) -> bytes:
        """Raises ValueError where the bytes are missing or no longer have the digest."""
        path = self._path(digest)
        if not self._files.exists(path):
            raise ValueError(f"snapshot {digest}: expected a file at {path}, found none")
        content: bytes = self._files.cat_file(path)
        if sha256(content).hexdigest() != digest:
            raise ValueError(f"snapshot {digest}: the file at {path} was changed after it was kept")
        return content
