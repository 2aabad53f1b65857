"""Where a quotation can be checked: the title and public address of its law."""

from models.finding import GapReport
from search.web.pages.links import web


def url(report: GapReport, address: str) -> str | None:
    """Where the work of an address was published; None for files that somebody dropped, whose path is nobody's business."""
    work = address.partition("@")[0]
    return next((web(one.url) for one in report.instruments if one.work == work), None)


def title(report: GapReport, address: str) -> str:
    """The title of the law, or its id where the report does not list it."""
    work = address.partition("@")[0]
    return next((one.title for one in report.instruments if one.work == work), work)
