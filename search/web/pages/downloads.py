"""Findings to take along: the gap report and the matrix as files."""

from datetime import UTC, date, datetime
from enum import StrEnum
from io import BytesIO
from typing import Annotated

from fastapi import APIRouter, Query, Response

from models.reference import Pillar
from search.exports.files import MEDIA, Layout, write
from search.findings.comparison import chosen, only
from search.findings.standards import against_standards
from search.web.parameters import At, Compared, one_state

downloads = APIRouter(prefix="/files", tags=["files"])


class Against(StrEnum):
    PALERMO = "palermo"
    TVPA = "tvpa"
    """The minimum standards of 22 U.S.C. 7106."""


@downloads.get("/gaps/{jurisdiction}.{layout}")
def gaps(at: At, jurisdiction: str, layout: Layout, against: Annotated[Against, Query()] = Against.PALERMO) -> Response:
    """Findings on one State's law as a file: `/files/gaps/irl.docx`."""
    code = one_state(jurisdiction)
    report = at.gaps([code])[0]
    stream = BytesIO()
    write([against_standards(report) if against is Against.TVPA else report], layout, stream, today())
    return attached(stream, MEDIA[layout], f"{code}-{against.value}.{layout.value}")


@downloads.get("/matrix.{layout}")
def matrix(at: At, layout: Layout, compared: Annotated[Compared, Query()]) -> Response:
    """All States or those named, side by side, as a file: `/files/matrix.xlsx?pillar=protection`."""
    kept = chosen([Pillar(compared.pillar).value] if compared.pillar else [], [])
    reports = [only(report, kept) for report in at.gaps(at.within(compared.jurisdiction, compared.region, compared.ratified))]
    stream = BytesIO()
    write(reports, layout, stream, today(), side_by_side=kept)
    return attached(stream, MEDIA[layout], f"matrix.{layout.value}")


def today() -> date:
    return datetime.now(UTC).date()


def attached(stream: BytesIO, media: str, name: str) -> Response:
    """A file that the browser keeps and does not open."""
    return Response(stream.getvalue(), media_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})
