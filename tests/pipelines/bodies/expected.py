"""What was read of each document of this folder, one TOML table a document, to be looked at before it is kept.

python tests/pipelines/bodies/expected.py osce/flattened_decision.txt >> tests/pipelines/bodies/documents.toml
"""

import sys
from pathlib import Path

from models.document import Document
from pipelines.reading import read_each

HERE = Path(__file__).parent


def told(document: Document) -> dict[str, str]:
    """What a document is compared by."""
    fields = {
        "work": document.work,
        "language": document.language,
        "form": document.form.value,
        "title": document.title,
        "adopted": document.adopted.isoformat() if document.adopted else "",
        "passages": " ".join(p.address.partition("#")[2] for p in document.passages),
        "roles": " ".join(dict.fromkeys(p.role.value for p in document.passages)),
        "voices": ", ".join(dict.fromkeys(p.attribution for p in document.passages if p.attribution)),
        "sponsors": " ".join(document.sponsors),
        "vote": document.vote.words if document.vote else "",
    }
    return {key: value for key, value in fields.items() if value}


if __name__ == "__main__":
    for name in sys.argv[1:]:
        for count, document in enumerate(read_each((HERE / name).read_bytes(), name), start=1):
            lines = "\n".join(f"{key} = '''{value}'''" for key, value in told(document).items())
            sys.stdout.write(f"\n[[document]]\nfile = '{name}'\ntext = {count}\n{lines}\n")
