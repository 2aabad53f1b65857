"""Errors as answers: one clear sentence, as a page or, under /api, as JSON."""

from collections.abc import Mapping

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from qdrant_client.http.exceptions import ApiException
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException

from search.web.desk import Meaningless, NotReady, Unknown
from search.web.pages.rendering import page
from search.web.security import HEADERS

TITLES = {
    403: "This needs the token",
    404: "There is no such page",
    405: "This cannot be done here",
    408: "This took too long",
    411: "This cannot be read",
    413: "This is too large",
    422: "This cannot be asked",
    429: "Too many requests",
    500: "Something went wrong",
    503: "Not available just now",
}

EXPECTED = {
    "bool_parsing": "expected true or false",
    "enum": "expected {expected}",
    "greater_than_equal": "expected {ge} or more",
    "int_parsing": "expected a whole number",
    "int_parsing_size": "expected a whole number",
    "less_than_equal": "expected {le} or less",
    "missing": "expected a value",
    "string_pattern_mismatch": "expected a code such as en",
    "string_too_long": "expected at most {max_length} characters",
    "too_long": "expected at most {max_length} values",
}
"""By pydantic's kinds of error; for all others its own words."""
_PARTS = ("query", "path", "body", "header")
"""Of a request, as FastAPI names them before the name of a parameter."""


def answer_errors(app: FastAPI) -> None:
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Meaningless, _meaningless)
    app.add_exception_handler(Unknown, _unknown)
    app.add_exception_handler(NotReady, _not_ready)
    app.add_exception_handler(SQLAlchemyError, _catalogue_away)
    app.add_exception_handler(ApiException, _index_away)
    app.add_exception_handler(Exception, _unexpected)


def answer(path: str, status: int, sentence: str, headers: Mapping[str, str] | None = None) -> Response:
    """A page or, under /api, JSON."""
    made: Response
    if path.startswith("/api/"):
        made = JSONResponse({"detail": sentence}, status)
    else:
        made = page("error.html", status=status, title=TITLES.get(status, "Something went wrong"), sentence=sentence)
    made.headers.update(headers or {})
    return made


def _said(request: Request, status: int, sentence: str) -> Response:
    return answer(request.url.path, status, sentence)


def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = str(error.detail) if isinstance(error, HTTPException) else ""
    if detail in ("", "Not Found"):
        detail = f"Nothing is kept at {request.url.path}."
    return _said(request, status, detail)


def _invalid(request: Request, error: Exception) -> Response:
    """The first thing that is wrong: where, what was expected, what came."""
    if not isinstance(error, RequestValidationError):
        raise error
    first = error.errors()[0]
    place = first["loc"]
    where = str(place[1] if len(place) > 1 and place[0] in _PARTS else place[0])
    if first["type"] == "extra_forbidden":
        return _said(request, 422, f"{where}: there is no such parameter.")
    expected = EXPECTED.get(first["type"], str(first["msg"]).removeprefix("Value error, ")).format(**first.get("ctx", {}))
    if first["type"] == "missing":
        return _said(request, 422, f"{where}: {expected}.")
    given = first["input"]
    came = ", ".join(map(str, given)) if isinstance(given, list) else str(given)
    return _said(request, 422, f"{where}: {expected}; found “{came[:80]}”.")


def _meaningless(request: Request, error: Exception) -> Response:
    return _said(request, 422, str(error))


def _unknown(request: Request, error: Exception) -> Response:
    return _said(request, 404, str(error))


def _not_ready(request: Request, error: Exception) -> Response:
    return _said(request, 503, str(error))


def _catalogue_away(request: Request, error: Exception) -> Response:
    return _said(request, 503, "The catalogue cannot be read just now: try again in a minute.")


def _index_away(request: Request, error: Exception) -> Response:
    return _said(request, 503, "The index cannot be asked just now: try again in a minute.")


def _unexpected(request: Request, error: Exception) -> Response:
    """What no other handler names. It is answered outside the middleware, so that the headers are set here."""
    return answer(request.url.path, 500, "This page could not be made: the server's log says why.", HEADERS)
