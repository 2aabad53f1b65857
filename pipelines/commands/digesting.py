"""`digest`: what is new, as text, page, feed, data or mail."""

import sys
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

import typer

from models.digest import Digest
from pipelines.commands.console import PARTLY, complain, err, stop, write_json


class Form(StrEnum):
    MD = "md"
    HTML = "html"
    ATOM = "atom"
    JSON = "json"


def digest(
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"], help="UTC; without it, the last night's begin.")
    ] = None,
    format: Annotated[Form, typer.Option("--format")] = Form.MD,
    mail: Annotated[bool, typer.Option("--mail", help="Send it to PALERMO_MAIL_TO as well.")] = False,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """What is new, changed, ratified or gone, and what turned in national law. Example: palermo digest --since 2026-11-01"""
    if since is not None and since.replace(tzinfo=UTC) > datetime.now(UTC):
        stop(f"--since {since:%Y-%m-%dT%H:%M}: lies ahead; expected a moment that is past")
    from pipelines.morning import told
    from pipelines.stages import bench
    from search.digest import html
    from search.journal import Journal

    with bench() as desk:
        kept = Journal(desk.catalogue).told()
        if format is Form.ATOM and not json:
            sys.stdout.write(html.feed(kept, site=desk.store.site).decode())
            return
        begin = since.replace(tzinfo=UTC) if since else kept[0].since if kept else None
        found = told(desk, since=begin)
        site = desk.store.site
    _write(found, Form.JSON if json else format, site)
    if mail:
        _send(found, site)


def _write(found: Digest, form: Form, site: str) -> None:
    if form is Form.JSON:
        write_json({**found.model_dump(mode="json"), "quiet": found.quiet})
        return
    from search.digest import html
    from search.digest.markdown import markdown

    sys.stdout.write(html.page(found, site=site) if form is Form.HTML else markdown(found, site=site))


def _send(found: Digest, site: str) -> None:
    from pipelines.mail import Unsent, send
    from pipelines.settings import settings

    try:
        send(found, settings(), site=site)
    except Unsent as error:
        complain(str(error))
        raise typer.Exit(PARTLY) from error
    err.print(f"sent to {', '.join(settings().mail_to)}", markup=False, highlight=False)
