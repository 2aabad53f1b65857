"""States side by side."""

from reports import report

from models.finding import FindingValue
from models.reference import provisions
from search.findings.comparison import Standing, chosen, compared, rows

FIRST = report("xaa", {"3b-consent": FindingValue.MET, "7-residence": FindingValue.MET, "3c-child": FindingValue.SILENT})
SECOND = report("xbb", {"3b-consent": FindingValue.MET, "7-residence": FindingValue.CONTRARY, "3c-child": FindingValue.PARTLY})


def test_differences_come_first_and_the_better_is_named() -> None:
    found = rows([FIRST, SECOND], chosen((), ()))
    assert [row.provision for row in found[:2]] == ["7-residence", "3c-child"]
    assert found[0].standings == (Standing.BETTER, Standing.WORSE)
    assert found[1].standings == (Standing.WORSE, Standing.BETTER)
    by_id = {row.provision: row.standings for row in found}
    assert by_id["3b-consent"] == (Standing.SAME, Standing.SAME)
    assert by_id["8-return"] == (Standing.OPEN, Standing.OPEN)


def test_what_was_not_assessed_is_neither_better_nor_worse() -> None:
    open_ = report("xcc", {})
    assert all(standing is Standing.OPEN for row in rows([FIRST, open_], chosen((), ())) for standing in row.standings)


def test_reports_keep_their_findings_in_the_order_of_the_comparison() -> None:
    one, other = compared([FIRST, SECOND], chosen((), ()))
    assert [finding.provision for finding in one.findings] == [finding.provision for finding in other.findings]
    assert one.findings[0].provision == "7-residence"
    assert len(one.findings) == len(provisions())
    assert one.standings["7-residence"] is Standing.BETTER


def test_provisions_by_pillar_and_id() -> None:
    assert {one.pillar.value for one in chosen(("protection",), ())} == {"protection"}
    assert [one.id for one in chosen((), ("7-residence",))] == ["7-residence"]
    assert chosen(("prosecution",), ("7-residence",)) == ()
