"""One member of a ZIP file in the file's place."""

import zipfile
from io import BytesIO

from models.report import Trouble
from pipelines.gate import ZIP
from pipelines.http import Fetched, Http, Unreachable


def member(http: Http, fetched: Fetched, suffix: str) -> Fetched:
    """The largest member whose name ends so. Raises Unreachable for no ZIP file, half of one, and a member over the limit."""
    if fetched.unchanged:
        return fetched
    try:
        archive = zipfile.ZipFile(BytesIO(fetched.content))
        found = [one for one in archive.infolist() if one.filename.lower().endswith(suffix)]
        if not found:
            raise Unreachable(f"{fetched.url}: no {suffix} file in it", Trouble.FAILED)
        largest = max(found, key=lambda one: one.file_size)
        if largest.file_size > http.settings.max_bytes:
            raise Unreachable(f"{fetched.url}: {largest.filename} is larger than a document may be", Trouble.FAILED)
        return http.instead(fetched, archive.read(largest))
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        trouble = Trouble.FAILED if fetched.content.startswith(ZIP) else Trouble.BLOCKED
        raise Unreachable(f"{fetched.url}: expected a whole ZIP file: {error}", trouble) from error
