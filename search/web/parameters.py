"""What a route is given: the desk, and what stands in the address, checked, with a sentence that says what is wrong."""

import re
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, File, HTTPException, Request, UploadFile
from fastapi import Form as Form_
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from models.countries import country
from models.document import Form, Role
from models.hit import Grouping, Mode, Query
from models.precedent import Wanted
from models.reference import Pillar, Provision, bodies, provisions, subjects
from models.states import regions
from models.topics import topics
from search.web.desk import Desk, Meaningless

LONGEST = 4000
"""Characters of a query."""
LONGEST_DRAFT = 400_000
"""Characters of a pasted draft."""
MAX_UPLOAD = 20_000_000
"""Bytes of an uploaded one."""
_LONGEST_ID = 500
LONGEST_WORDING = 10_000
"""Characters of a pasted paragraph: what an address may hold."""


def _desk(request: Request) -> Desk:
    opened: Desk = request.app.state.desk
    return opened


At = Annotated[Desk, Depends(_desk)]


def _jurisdiction(written: str) -> str:
    """A code of a country or organisation, from the code or a name."""
    organisations = {body.jurisdiction for body in bodies().values()}
    code = written.lower() if written.lower() in organisations else country(written)
    if code is None:
        raise ValueError("expected a country or organisation, by code (irl, un) or name")
    return code


def state(written: str) -> str:
    """A country, by code or name."""
    code = country(written)
    if code is None:
        raise ValueError("expected a country, by code (irl) or name (Ireland)")
    return code


def _provision(written: str) -> str:
    if written not in provisions():
        raise ValueError("expected the id of a provision, such as 6-3-recovery")
    return written


def _topic(written: str) -> str:
    known = list(dict.fromkeys([*(str(pillar) for pillar in Pillar), *subjects(), *topics()]))
    if written not in known:
        raise ValueError(f"expected one of {', '.join(known)}")
    return written


def _body(written: str) -> str:
    if written not in bodies():
        raise ValueError(f"expected one of {', '.join(bodies())}")
    return written


def _without_empty(value: Any) -> Any:  # noqa: ANN401  # whatever stood in the address
    """A form sends its empty fields too; they ask for nothing."""
    if isinstance(value, list):
        return [one for one in value if one != ""]
    return None if value == "" else value


def _each(check: Callable[[str], str]) -> AfterValidator:
    return AfterValidator(lambda values: [check(value) for value in values])


_Given = BeforeValidator(_without_empty)
_Many = Annotated[list[str], _Given, Field(max_length=50)]
CountryOrNone = Annotated[str | None, _Given, AfterValidator(lambda v: v and state(v))]
_Year = Annotated[int | None, Field(ge=1900, le=2100), _Given]
Language = Annotated[str, Field(pattern=r"^(?:[a-z]{2,3}|und)$")]


def _document(written: str) -> str:
    if len(written) > _LONGEST_ID or not re.fullmatch(r"[a-z]{2,8}/[^\s@#]+@(?:[a-z]{2,3}|und)", written):
        raise ValueError("expected the id of a document, such as un/A/RES/55/25@en")
    return written


def _work(written: str) -> str:
    if len(written) > _LONGEST_ID or not re.fullmatch(r"[a-z]{2,8}/[^\s@#]+", written):
        raise ValueError("expected the id of a work, such as un/A/RES/55/25")
    return written


def _address(written: str) -> str:
    id, hash, place = written.partition("#")
    if hash and not re.fullmatch(r"[^\s#]{1,200}", place):
        raise ValueError("expected the address of a passage, such as un/A/RES/55/25@en#op_1")
    return _document(id) + hash + place


AddressOrId = Annotated[str, AfterValidator(_address)]
DocumentId = Annotated[str, AfterValidator(_document)]
Version = Annotated[int | None, _Given, Field(ge=1, le=100_000)]


def _name(written: str) -> str:
    name = " ".join(written.split())
    if not name or len(name) > 80 or not name.isprintable() or "/" in name:
        raise ValueError("expected a name of 1 to 80 characters without a slash")
    return name


Name = Annotated[str, AfterValidator(_name)]


class Parameters(BaseModel):
    """Unknown names are errors: a misspelt filter must not look like one that admits everything."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Asked(Parameters):
    """A search as it stands in the address."""

    q: str = Field(default="", max_length=LONGEST)
    work: Annotated[_Many, _each(_work)] = []
    body: Annotated[_Many, _each(_body)] = []
    jurisdiction: Annotated[_Many, _each(_jurisdiction)] = []
    mentions: Annotated[_Many, _each(_jurisdiction)] = []
    provision: Annotated[_Many, _each(_provision)] = []
    topic: Annotated[_Many, _each(_topic)] = []
    form: Annotated[list[Form], _Given] = []
    role: Annotated[list[Role], _Given] = []
    action: Annotated[list[Annotated[int, Field(ge=0, le=5)]], _Given] = []
    language: Annotated[list[Language], _Given] = []
    since: _Year = None
    until: _Year = None
    in_force: Annotated[bool | None, _Given] = None
    limit: Annotated[int, Field(ge=1, le=200)] = 20
    group: Annotated[Grouping | None, _Given] = None
    mode: Mode = Mode.HYBRID

    def query(self) -> Query:
        """Raises Meaningless where nothing was typed."""
        if not self.q.strip():
            raise Meaningless("q: expected words to look for.")
        given = self.model_dump(mode="json", exclude={"q", "mode", "group"})
        several = {key: tuple(value) if isinstance(value, list) else value for key, value in given.items()}
        return Query.model_validate({"text": self.q, "mode": self.mode, "group": self.group, **several})


class Pasted(Parameters):
    """A wording whose precedents are wanted, as it stands in the address."""

    text: str = Field(default="", max_length=LONGEST_WORDING)
    stronger: bool = False
    drafts: bool = False
    body: Annotated[_Many, _each(_body)] = []
    country: CountryOrNone = None
    language: Annotated[list[Language], _Given] = []
    since: _Year = None
    until: _Year = None
    limit: Annotated[int, Field(ge=1, le=100)] = 10
    mode: Mode = Mode.HYBRID

    def wanted(self) -> Wanted:
        """Raises Meaningless where nothing was pasted, or the State is a member of none of the organisations."""
        if not self.text.strip():
            raise Meaningless("text: expected a paragraph, or the address or symbol and number of one that is held.")
        members = [id for id in self.body or bodies() if self.country is None or bodies()[id].has(self.country)]
        if not members:
            raise Meaningless("country: is a member of none of these organisations.")
        given = self.model_dump(exclude={"text", "country", "body", "language"})
        chosen = tuple(members) if self.body or self.country else ()
        return Wanted(text=self.text.strip(), body=chosen, language=tuple(self.language), **given)


async def _draft(
    text: Annotated[str, Form_(max_length=LONGEST_DRAFT)] = "", file: Annotated[UploadFile | None, File()] = None
) -> tuple[bytes, str]:
    """Bytes and name of what was uploaded, else of what was pasted.

    Raises:
        Meaningless: nothing was sent, or more than a draft may have.
    """
    if file is not None and file.size:
        if file.size > MAX_UPLOAD:
            raise Meaningless(f"file: expected at most {MAX_UPLOAD // 10**6} MB.")
        return await file.read(MAX_UPLOAD), file.filename or "draft"
    if not text.strip():
        raise Meaningless("expected a draft: a file, or its text.")
    return text.encode(), "draft.txt"


Draft = Annotated[tuple[bytes, str], Depends(_draft)]


class Listed(Parameters):
    """Which documents are listed."""

    jurisdiction: Annotated[str | None, _Given, AfterValidator(lambda v: v and _jurisdiction(v))] = None
    body: Annotated[str | None, _Given, AfterValidator(lambda v: v and _body(v))] = None
    form: Annotated[Form | None, _Given] = None


class Browsed(Listed):
    """The same, a page at a time."""

    page: Annotated[int, Field(ge=1, le=10_000)] = 1


def _region(written: str) -> str:
    if written.casefold() not in regions():
        raise ValueError(f"expected one of {', '.join(regions())}")
    return written.casefold()


class Compared(Parameters):
    """Which countries and provisions the matrix shows; all where none is named."""

    jurisdiction: Annotated[_Many, _each(state)] = []
    region: Annotated[str | None, _Given, AfterValidator(lambda v: v and _region(v))] = None
    ratified: Annotated[bool | None, _Given] = None
    """Parties to the Protocol; false: all others, of whom it may not be known."""
    pillar: Annotated[Pillar | None, _Given] = None


def one_provision(written: str) -> Provision:
    """The provision in a path.

    Raises:
        HTTPException: 404 where there is no such provision.
    """
    if written not in provisions():
        raise HTTPException(404, f"{written!r} is no provision: expected an id such as 6-3-recovery.")
    return provisions()[written]


def one_state(written: str) -> str:
    """The country in a path.

    Raises:
        HTTPException: 404 where there is no such country.
    """
    try:
        return state(written)
    except ValueError as error:
        raise HTTPException(404, f"{written!r} is no country that is known here: {error}.") from error
