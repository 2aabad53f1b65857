"""The table of docs/bodies.md: which forms of which bodies are read from which formats, each row with the test that backs it.

python tests/pipelines/bodies/table.py > docs/bodies.md
"""

import sys
import tomllib
from collections import defaultdict

from expected import HERE

from pipelines import media

INVENTED = "tests/pipelines/bodies/test_bodies.py"
REAL = (
    (
        "un",
        "resolution",
        "pdf",
        "312 official PDFs of session 78",
        "`palermo evaluate reading`, tests/pipelines/forms/test_resolution.py",
    ),
    ("un", "draft", "pdf", "drafts and amendments of session 80", "tests/pipelines/test_votes.py"),
    ("un, ilo, coe", "convention", "markdown", "36 treaties with a Dutch wrapper", "tests/pipelines/test_corpus_reading.py"),
    ("eu", "directive", "markdown", "Directive 2011/36/EU", "tests/pipelines/test_corpus_reading.py"),
)
"""Bodies, form, format, documents, test: real documents, which lie outside the repository."""
HEAD = """# Bodies, forms, formats

Made by `python tests/pipelines/bodies/table.py > docs/bodies.md`. Documents named here are invented, in the layouts in which the
bodies publish; what stands in *italics* are real ones, whose tests run where they are on the machine.

| body | form | format | documents | test |
| --- | --- | --- | --- | --- |
"""


def table() -> str:
    """A row per body, form and format."""
    rows: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    for one in tomllib.loads((HERE / "documents.toml").read_text(encoding="utf-8"))["document"]:
        kind = media.sniff((HERE / one["file"]).read_bytes()).value
        named = rows[one["work"].partition("/")[0], one["form"], kind, INVENTED]
        if one["file"] not in named:
            named.append(one["file"])
    for body, form, kind, what, test in REAL:
        rows[body, form, kind, test].append(f"*{what}*")
    told = (
        f"| {body} | {form} | {kind} | {', '.join(files)} | {test} |" for (body, form, kind, test), files in sorted(rows.items())
    )
    return HEAD + "\n".join(told) + "\n"


if __name__ == "__main__":
    sys.stdout.write(table())
