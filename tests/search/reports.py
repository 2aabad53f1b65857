"""Gap reports of two fictional States, made by hand."""

from datetime import date

from models.finding import Evidence, Finding, FindingValue, GapReport, Instrument, Sanctions
from models.reference import provisions

QUOTE = '=SUM(1) "A victim <b>shall</b> not be\x0b punished."'


def finding(state: str, provision: str, value: FindingValue) -> Finding:
    found = value in (FindingValue.MET, FindingValue.PARTLY, FindingValue.CONTRARY)
    evidence = (Evidence(address=f"{state}/act/2040/1@en#sec_4", quote=QUOTE),) if found else ()
    return Finding(
        provision=provision, finding=value, reason=f"{provision} is {value.value}.", evidence=evidence, probability=0.8
    )


def report(state: str, values: dict[str, FindingValue], sanctions: Sanctions | None = None) -> GapReport:
    """What is not given is not assessed."""
    law = Instrument(
        work=f"{state}/act/2040/1",
        title="Trafficking in Persons Act",
        read_in_full=True,
        adopted=date(2040, 5, 1),
        url="https://laws.example/2040/1",
    )
    return GapReport(
        jurisdiction=state,
        instruments=(law,),
        findings=tuple(finding(state, id, values.get(id, FindingValue.NOT_ASSESSED)) for id in provisions()),
        sanctions=sanctions or Sanctions(),
    )
