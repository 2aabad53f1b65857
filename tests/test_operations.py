"""The page for whoever runs it names every setting with its default, and nothing that is no setting."""

import json
import re
from pathlib import Path

from pipelines.settings import Settings as Outer
from search.settings import Settings as Inner

PAGE = (Path(__file__).parents[1] / "docs" / "operations.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `PALERMO_(\w+)` \| (?:`([^`]*)`)? *\|", re.MULTILINE)  # | `PALERMO_BATCH` | `16` | passages …


def shown(default: object) -> str:
    """As it would be set in the environment: text as it stands, the rest as JSON, nothing for None."""
    if default is None:
        return ""
    return str(default) if isinstance(default, str | Path) else json.dumps(default)


def test_every_setting_is_in_the_table_with_its_default() -> None:
    fields = {**Outer.model_fields, **Inner.model_fields}
    defaults = {name.upper(): shown(field.get_default(call_default_factory=True)) for name, field in fields.items()}
    assert dict(ROW.findall(PAGE)) == defaults
