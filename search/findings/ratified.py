"""The finding on the provision `ratification`: read from lists of parties, not from a State's own law; so it quotes nothing."""

from models.finding import FindingValue
from models.ratification import PROTOCOL, Ratification, Ratifications, Status, origins, status, treaties
from search.findings.verdict import Verdict, not_assessed

_LISTED = 0.95  # a depositary's word, at second hand


def ratified(jurisdiction: str, lists: Ratifications | None = None) -> Verdict:
    """Met by a party; silent where a recent list lacks the State; else not assessed, with what is known."""
    one = status(jurisdiction, PROTOCOL, lists)
    short = treaties()[PROTOCOL].short
    if one.status is Status.PARTY:
        return Verdict(FindingValue.MET, f"Party to the {short}{_since(one)}{_said(one)}.", known=_LISTED)
    if one.status is Status.UNKNOWN:
        known = f": signed {one.signed}" if one.signed else ""
        return not_assessed(f"Status under the {short} not established{known}{_said(one)}. {one.note}".strip())
    signed = f"Signed the {short} on {one.signed} and" if one.signed else "The State"
    return Verdict(FindingValue.SILENT, f"{signed} appears not to be a party to {_it(one, short)}{_said(one)}.", known=_LISTED)


def _it(one: Ratification, short: str) -> str:
    return "it" if one.signed else f"the {short}"


def _since(one: Ratification) -> str:
    if one.date:
        return f" by {one.act.value if one.act else 'deposit'} of {one.date}"
    return f", in force for it since {one.in_force}" if one.in_force else ""


def _said(one: Ratification) -> str:
    """By which list, of what date."""
    return f" ({origins()[one.origin].title}; as of {one.as_of})" if one.origin else ""
