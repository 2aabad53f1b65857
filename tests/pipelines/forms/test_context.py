"""What stands beside a country's law: narratives of the Trafficking in Persons Report and national action plans."""

import pytest

from extractors.extract import extract
from models.document import Form, Role
from models.finding import FindingValue
from pipelines.reading import read
from search.findings.gaps import report

NARRATIVE = """<html lang="en"><head><title>2041 Trafficking in Persons Report: Examplia - Department</title></head><body><main>
<h1>2041 Trafficking in Persons Report: Ireland</h1><h2>IRELAND (Tier 2 Watch List)</h2>
<p>The Government of Ireland keeps a register of lanterns, as the United Nations asked, and makes efforts to light them all.</p>
<h3>PRIORITIZED RECOMMENDATIONS:</h3><ul><li>Train wardens to find victims.</li><li>Open a shelter by 2042.</li></ul>
<h3>PROSECUTION</h3><p>The law of lanterns criminalized labor trafficking with penalties of ten years.</p>
<p>Courts convicted four persons.</p><h3>PROTECTION</h3><p>The government found 12 victims in the harbour.</p>
<h3>PREVENTION</h3><p>The government lit nine lanterns on the quay.</p>
<h3>TRAFFICKING PROFILE:</h3><p>Traffickers exploit victims at sea.</p></main></body></html>"""


def eids(document):
    return {p.address.split("#")[1]: p for p in document.passages}


def test_a_narrative_is_about_its_country_in_another_states_voice():
    said = read(NARRATIVE.encode(), "tip/USA/ireland.html")
    assert (said.work, said.form, said.jurisdiction, said.body) == ("irl/tip/2041", Form.NARRATIVE, "irl", None)
    found = eids(said)
    parts = ["recommendations__item_1", "recommendations__item_2", "prosecution__p_1", "prosecution__p_2", "protection__p_1"]
    assert [eid for eid in found if "__" in eid] == ["opening__p_1", *parts, "prevention__p_1", "profile__p_1"]
    assert found["prosecution__p_1"].path == ("PROSECUTION",)
    assert {p.attribution for p in said.passages} == {"United States Department of State"}


def test_nothing_is_found_in_a_narrative():
    said = read(NARRATIVE.encode(), "tip/USA/ireland.html")
    judged = report("irl", [(said, extract(said.passages, title=said.title, embed=None, form=said.form))])
    assert judged.instruments == ()
    others = [finding for finding in judged.findings if finding.provision != "ratification"]
    assert {finding.finding for finding in others} == {FindingValue.NOT_ASSESSED}
    assert {finding.reason for finding in others} == {"No law was read."}


ROWS = (
    ("Objective", "Activity", "Responsible institution(s)", "Timeline", "Indicator", "Budget"),
    ("Objective 1: Light", "1.1 Establish a lantern fund", "Ministry of Quays", "June 2042", "Fund open", "9,000 crowns"),
    ("", "1.2 Continue to light the quay", "Harbour guild", "2041-2043", "", ""),
)
TITLE = "National Action Plan against Trafficking in Persons 2041-2045"
LINES = "\n".join(f"| {' | '.join(row)} |" for row in (ROWS[0], ("---",) * 6, *ROWS[1:]))
MARKDOWN = f"# {TITLE}\n\nThe plan follows the United Nations.\n\n{LINES}"
CELLS = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
HTML = f"""<html><body><h1>{TITLE}</h1><p>The plan follows the United Nations, and it was drawn up by the guilds of the harbour
in the winter of 2040, when the lanterns had gone out on every quay.</p><table>{CELLS}</table></body></html>"""
LABELLED = """# National Action Plan against Trafficking in Persons 2041-2045

## Objective 1: Light

Activity 1.1: Establish a lantern fund

Responsible institution: Ministry of Quays

Timeline: June 2042

Activity 1.2: Continue to light the quay

Responsible institution: Harbour guild
"""


@pytest.mark.parametrize("text", [MARKDOWN, HTML, LABELLED], ids=["Markdown table", "HTML table", "labels"])
def test_a_plans_actions_carry_what_belongs_to_them(text):
    plan = read(text.encode(), "XAA/plan.txt")
    assert (plan.form, plan.body, plan.jurisdiction) == (Form.PLAN, None, "xaa")
    found = eids(plan)
    first, second = found["act_1.1"], found["act_1.2"]
    assert first.text.startswith("Establish a lantern fund\nResponsible institution")
    assert "Timeline: June 2042" in first.text
    assert (first.role, first.number, second.path[-1]) == (Role.OPERATIVE, "1.1", "Objective 1: Light")


def test_a_plans_actions_are_graded_as_operative_paragraphs():
    plan = read(MARKDOWN.encode(), "XAA/plan.md")
    said = extract(plan.passages, title=plan.title, embed=None, form=plan.form)
    grades = {one.address.split("#")[1]: one for one in said}
    assert grades["act_1.1"].action == 5
    assert grades["act_1.2"].action == 2


def test_a_law_that_adopts_a_plan_is_a_law():
    law = "# Act on the National Action Plan 2041\n\n" + "".join(
        f"## {n}. Duties\n\nThe warden shall keep the plan and shall report on it each year.\n\n" for n in (1, 2, 3)
    )
    assert read(law.encode(), "XAA/act.md").form is Form.STATUTE


@pytest.mark.corpus
def test_the_recorded_shape_of_the_departments_page_is_a_narrative(shared):
    path = shared / "sites/tip/constructed/2024_country_page.html"
    said = read(path.read_bytes(), str(path))
    assert said.form is Form.NARRATIVE
    assert {p.address.split("#")[1].split("__")[0] for p in said.passages} >= {"recommendations", "prosecution", "profile"}
