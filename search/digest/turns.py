"""What turned between two observations: findings on laws, and who is bound by which treaty."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from models.digest import FirstReading, Ratified, Told, Turn, Turned
from models.finding import Finding, FindingValue, GapReport
from models.ratification import Status, treaties
from search import naming
from search.digest.observing import FINDINGS, PARTIES
from search.findings.comparison import ORDER
from search.journal import Journal, Observed


def ratified(journal: Journal, since: datetime | None, until: datetime) -> tuple[Ratified, ...]:
    """States whose standing under a treaty was noted as another before."""
    before, after = journal.observed(PARTIES, since), journal.observed(PARTIES, until)
    found: list[Ratified] = []
    for treaty in (id for id in treaties() if id in before and id in after):
        old, new = before[treaty].value, after[treaty].value
        for code, (status, day) in new.items():
            was = Status(old[code][0]) if code in old else Status.UNKNOWN
            if was is not Status(status):
                found.append(_ratified(code, treaty, was, Status(status), day))
    return tuple(found)


def _ratified(code: str, treaty: str, before: Status, after: Status, day: str | None) -> Ratified:
    said = f"{naming.place(code)}: {_words(after)}{f' since {naming.day(day)}' if day and len(day) > 4 else ''}"
    sentence = f"{said}, {_words(before)} before – {treaties()[treaty].short}"
    return Ratified(jurisdiction=code, treaty=treaty, before=before, after=after, date=day, sentence=sentence)


def _words(status: Status) -> str:
    return status.value.replace("_", " ")


def first(journal: Journal, since: datetime | None, until: datetime) -> tuple[FirstReading, ...]:
    """States with findings now and none before."""
    before, after = journal.observed(FINDINGS, since), journal.observed(FINDINGS, until)
    new = sorted(after.keys() - before.keys())
    return tuple(FirstReading(jurisdiction=code, counts=_counts(after[code])) for code in new)


def _counts(observed: Observed) -> dict[FindingValue, int]:
    counts = Counter(finding.finding for finding in _report(observed).findings)
    return {value: counts[value] for value in FindingValue}


def turned(journal: Journal, since: datetime | None, until: datetime, told: Sequence[Told]) -> tuple[Turned, ...]:
    """Findings that went the other way, with the texts of the State that are new, changed or gone since."""
    before, after = journal.observed(FINDINGS, since), journal.observed(FINDINGS, until)
    found: list[Turned] = []
    for code in sorted(before.keys() & after.keys()):
        if before[code].value == after[code].value:
            continue
        because = tuple(one.document for one in told if one.jurisdiction == code)
        old = {finding.provision: finding for finding in _report(before[code]).findings}
        for new in _report(after[code]).findings:
            if new.provision in old and (turn := _turn(old[new.provision].finding, new.finding)) is not None:
                found.append(_turned(code, turn, old[new.provision], new, because))
    return tuple(found)


def _turned(code: str, turn: Turn, old: Finding, new: Finding, because: tuple[str, ...]) -> Turned:
    return Turned(
        jurisdiction=code,
        provision=new.provision,
        turn=turn,
        before=old.finding,
        after=new.finding,
        reason=new.reason,
        evidence=new.evidence or old.evidence,
        because=because,
    )


def _turn(before: FindingValue, after: FindingValue) -> Turn | None:
    if before is after:
        return None
    if before is FindingValue.NOT_ASSESSED:
        return Turn.ASSESSED
    if after is FindingValue.NOT_ASSESSED:
        return Turn.UNASSESSED
    return Turn.CLOSED if ORDER[after] > ORDER[before] else Turn.OPENED


def _report(observed: Observed) -> GapReport:
    return GapReport.model_validate(observed.value, strict=False)
