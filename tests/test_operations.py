"""The page for whoever runs it names every setting with its default, and nothing that is no setting; what it deploys is there."""

import ast
import json
import re
from pathlib import Path

import yaml

from pipelines.settings import Settings as Outer
from search.settings import Settings as Inner

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
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


def test_the_compose_file_is_whole() -> None:
    """No container can be started here: what is checked is that every name in it means something."""
    made = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    services, known = made["services"], {f"PALERMO_{name.upper()}" for name in {**Outer.model_fields, **Inner.model_fields}}
    assert services.keys() == {"postgres", "qdrant", "prefect", "worker", "web"}
    for name, service in services.items():
        assert re.fullmatch(r"[\w./-]+:v?\d[\w.-]*", service["image"]), f"{name}: an image without a version"
        assert set(service.get("depends_on", ())) <= services.keys()
        assert {setting for setting in service.get("environment", ()) if setting.startswith("PALERMO_")} <= known
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ())), f"{name}: open to other machines"
        for volume in service.get("volumes", ()):
            place = volume.partition(":")[0]
            assert (ROOT / place).exists() if place.startswith(".") else place in made["volumes"]
    for name in ("prefect", "worker", "web"):
        assert services[name]["command"][0] in ("prefect", "palermo", "sh")


def test_every_deployment_leads_to_a_flow_and_its_parameters() -> None:
    for one in yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]:
        path, _, name = one["entrypoint"].partition(":")
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        (flow,) = (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name)
        assert [argument.arg for argument in flow.args.args] == list(one["parameters"])
        assert one["work_pool"] == {"name": "palermo"}
