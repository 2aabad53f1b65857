"""One member of a ZIP file in the file's place."""

import zipfile
from dataclasses import replace
from io import BytesIO

from models.report import Trouble
from pipelines.http import Fetched, Unreachable


def member(fetched: Fetched, suffix: str, *, limit: int, roots: tuple[bytes, ...] = (), media_type: str | None = None) -> Fetched:
    """The largest member whose name ends so and which holds one of `roots`, where some are given; at most `limit` bytes."""
    if fetched.unchanged:
        return fetched
    try:
        archive = zipfile.ZipFile(BytesIO(fetched.content))
        found = sorted(
            (one for one in archive.infolist() if one.filename.lower().endswith(suffix)), key=lambda one: -one.file_size
        )
        for one in found:
            if one.file_size > limit:
                raise Unreachable(f"{fetched.url}: {one.filename} has more than {limit} bytes", Trouble.FAILED)
            content = archive.read(one)
            if not roots or any(root in content for root in roots):
                return replace(fetched, content=content, media_type=media_type)
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise Unreachable(f"{fetched.url}: expected a ZIP file: {error}", Trouble.BLOCKED) from error
    raise Unreachable(f"{fetched.url}: no {suffix} file of the kind expected in it", Trouble.FAILED)
