"""Who may write: whoever gives the token that the settings hold, in a form's field or, to the API, as a bearer."""

from secrets import compare_digest
from typing import Annotated

from fastapi import Depends, Form, Header, HTTPException, Request
from pydantic import SecretStr

_NONE = "Nothing can be saved here: whoever runs the pages must set PALERMO_TOKEN first."
_WRONG = "The token is not the one that was set: ask whoever runs the pages."


def _check(request: Request, given: str) -> None:
    token: SecretStr | None = request.app.state.token
    if token is None:
        raise HTTPException(403, _NONE)
    if not compare_digest(given.encode(), token.get_secret_value().encode()):
        raise HTTPException(403, _WRONG)


def _in_form(request: Request, token: Annotated[str, Form(max_length=200)] = "") -> None:
    _check(request, token)


def _in_header(request: Request, authorization: Annotated[str, Header(max_length=300)] = "") -> None:
    _check(request, authorization.removeprefix("Bearer "))


Written = Annotated[None, Depends(_in_form)]
Bearer = Annotated[None, Depends(_in_header)]
