"""Findings on small fictional laws, written for this test."""

from pathlib import Path

import pytest

from extractors.extract import extract
from models.document import Completeness, Document, Form, Role
from models.finding import Finding, GapReport
from pipelines.evaluation.laws import findings
from pipelines.passages import Draft, lay
from search.findings.gaps import report

OFFENCE = (
    "A person who recruits, transports, transfers, harbours or receives another by threat, abduction, fraud, abuse of power or "
    "of a position of vulnerability, or by giving payments to a person in control to obtain consent, for the purpose of "
    "exploitation, is guilty of the offence of trafficking and liable to imprisonment for not less than four and not more than "
    "nine years."
)
EXPLOITATION = (
    "Exploitation means prostitution of others or sexual exploitation, forced labour, slavery or servitude, or taking organs."
)
FILLING = ["This Act may be cited by its title.", "The Minister may make rules.", "It begins on the first day of May."]


def law(*sections: str, title: str = "Trafficking in Persons Act", **fields: object) -> Document:
    """A statute of one passage a section; `extract` and the like are given as fields."""
    language = str(fields.pop("language", "en"))
    work = str(fields.pop("work", "xaa/act/2040/1"))
    texts = [*sections, *FILLING] if fields.get("completeness", Completeness.FULL) is not Completeness.EXTRACT else sections
    drafts = [
        Draft(eid=f"sec_{number}", role=Role.SECTION, number=str(number), text=text) for number, text in enumerate(texts, start=1)
    ]
    return Document.model_validate(
        {
            "work": work,
            "language": language,
            "title": title,
            "jurisdiction": "xaa",
            "form": Form.STATUTE,
            "digest": "0",
            "passages": lay(work, language, drafts),
            **fields,
        },
    )


def found(*laws: Document) -> GapReport:
    return report("xaa", [(one, extract(one.passages, title=one.title, embed=None)) for one in laws])


def on(provision: str, *laws: Document) -> Finding:
    return next(finding for finding in found(*laws).findings if finding.provision == provision)


def test_a_full_offence_is_met_with_quotations() -> None:
    one = law(OFFENCE, EXPLOITATION)
    texts = {passage.address: passage.text for passage in one.passages}
    for provision in ("3a-act", "3a-means", "3a-purpose", "5-1-offence", "sanctions"):
        finding = on(provision, one)
        assert finding.finding == "met", finding
        assert finding.evidence
        for evidence in finding.evidence:
            assert evidence.quote in texts[evidence.address]
            assert len(evidence.quote.split()) <= 40
    sanctions = found(one).sanctions
    assert (sanctions.min_months, sanctions.max_months, sanctions.fine_in_lieu) == (48, 108, False)


CHILD = [
    ("contrary", "Where the person trafficked is a child under eighteen years, the penalty is doubled."),
    ("met", "For a child the offence of trafficking is complete even if none of the means was used."),
    ("met", "A person who recruits or harbours a child for the purpose of exploitation is guilty of trafficking."),
]


@pytest.mark.parametrize(("expected", "section"), CHILD)
def test_whether_a_child_needs_a_means(expected: str, section: str) -> None:
    assert on("3c-child", law(OFFENCE, EXPLOITATION, section)).finding == expected


def test_an_age_below_eighteen_is_contrary() -> None:
    assert on("3d-child-age", law(OFFENCE, "“child” means a person under the age of sixteen years.")).finding == "contrary"


def test_a_fine_in_place_of_prison_is_partly() -> None:
    fined = OFFENCE.replace(
        "imprisonment for not less than four and not more than nine years", "a fine or to imprisonment for two years"
    )
    report_ = found(law(fined, EXPLOITATION))
    assert next(f.finding for f in report_.findings if f.provision == "sanctions") == "partly"
    assert report_.sanctions.fine_in_lieu is True
    assert report_.sanctions.max_months == 24


ABSENT = [
    # a whole law on trafficking was read: it appears not to provide shelter
    ("silent", law(OFFENCE, EXPLOITATION)),
    # sections of a code are not blamed for lacking it
    ("not_assessed", law(OFFENCE, EXPLOITATION, title="Penal Code", completeness=Completeness.EXTRACT)),
    # nor is a law in a language without cues
    ("not_assessed", law("Joka värvää toisen, tuomitaan vankeuteen.", title="Laki", language="fi")),
    # nor a State whose only law was repealed, is a bill, or approves a treaty
    ("not_assessed", law(OFFENCE, EXPLOITATION, in_force=False)),
    ("not_assessed", law(OFFENCE, EXPLOITATION, title="Trafficking in Persons Bill")),
    ("not_assessed", law(OFFENCE, EXPLOITATION, title="Protocol on Trafficking (Ratification) Act")),
]


@pytest.mark.parametrize(("expected", "one"), ABSENT)
def test_silence_is_earned(expected: str, one: Document) -> None:
    finding = on("6-3-recovery", one)
    assert finding.finding == expected
    assert finding.reason.endswith(".")
    assert not finding.evidence


def test_in_a_language_known_in_part_what_is_found_counts_and_nothing_is_called_absent_or_contrary() -> None:
    offence = "Den som genom hot rekryterar, transporterar eller hyser en person för att exploatera den döms till fängelse."
    whole = law(offence, "Den som är under arton år skyddas.", title="Lag om människohandel", language="sv")
    findings = {finding.provision: finding for finding in found(whole).findings}
    assert findings["3a-act"].finding == "met"
    assert findings["6-6-compensation"].finding == "not_assessed"
    assert "known only in part: sv" in findings["6-6-compensation"].reason
    absent = {id for id, finding in findings.items() if finding.finding.value in ("silent", "contrary")}
    assert absent == {"3b-consent"}  # a provision whose wording is known well enough


def test_blanked_criminal_sections_are_not_assessed_and_others_are() -> None:
    one = law(EXPLOITATION, completeness=Completeness.GUTTED)
    assert on("5-2a-attempt", one).finding == "not_assessed"
    assert on("7-residence", one).finding == "silent"


def test_laws_are_read_together() -> None:
    code = law(OFFENCE, title="Penal Code", work="xaa/code/1990", completeness=Completeness.EXTRACT)
    protection = law("A trafficked person shall not be prosecuted for acts that he was compelled to do.", EXPLOITATION)
    assert on("non-punishment", code, protection).finding == "met"
    assert on("5-1-offence", code, protection).finding == "met"
    # participation is settled by the code's general part, which was not read
    assert on("5-2a-attempt", code, protection).finding == "not_assessed"


def test_drugs_and_smuggling_are_no_trafficking_in_persons() -> None:
    drugs = "A person who transports, transfers, harbours or receives narcotic drugs is guilty of trafficking in drugs."
    one = law(drugs, title="Dangerous Drugs Act")
    assert on("5-1-offence", one).finding == "not_assessed"


def test_a_condition_narrows() -> None:
    stay = "A victim of trafficking shall be permitted to remain in the State if she agrees to cooperate with the investigation."
    assert on("7-residence", law(OFFENCE, EXPLOITATION, stay)).finding == "partly"


def test_ratification_is_read_from_the_lists_and_quotes_nothing() -> None:
    for state, expected in (("irl", "met"), ("uga", "silent"), ("jpn", "not_assessed"), ("xaa", "not_assessed")):
        finding = next(finding for finding in report(state, []).findings if finding.provision == "ratification")
        assert finding.finding == expected
        assert not finding.evidence
        assert finding.reason.endswith(".")


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("jurisdiction", "files", "expected"),
    [
        ("IRL", ["laws/IRL/IE-2008-act-8.md"], {"3c-child": "met", "5-2a-attempt": "met", "7-residence": "silent"}),
        (
            "SLE",
            ["laws/SLE/anti_human_trafficking_and_migrant_smuggling_act_2022.json"],
            {"3a-means": "met", "non-punishment": "met", "reflection-period": "silent", "legal-persons": "partly"},
        ),
    ],
)
def test_real_laws(corpus: Path, jurisdiction: str, files: list[str], expected: dict[str, str]) -> None:
    by_id = {finding.provision: finding.finding for finding in findings(files, jurisdiction, corpus).findings}
    assert {provision: by_id[provision] for provision in expected} == expected


LIMITED = [
    # what narrows a measure, and the words of the reason
    ("6-3-recovery", "left to discretion", "The Minister may give victims shelter, medical treatment and vocational training."),
    ("6-6-compensation", "help to claim it only", "A victim shall be helped to seek compensation for her losses."),
    ("non-punishment", "some cases are excepted", "A victim is not liable to be prosecuted for acts she was compelled to do. "
     "This section does not apply to an offence listed in the Schedule."),
    ("legal-persons", "no penalty for them was found", "No person, natural or juridical, shall engage in trafficking."),
]  # fmt: skip


@pytest.mark.parametrize(("provision", "reason", "section"), LIMITED)
def test_a_reason_says_what_narrows(provision: str, reason: str, section: str) -> None:
    finding = on(provision, law(OFFENCE, EXPLOITATION, section))
    assert finding.finding == "partly", finding
    assert reason in finding.reason


def test_a_reason_names_what_is_missing_and_where() -> None:
    short = OFFENCE.replace(", abuse of power or of a position of vulnerability", "")
    assert on("3a-means", law(short, EXPLOITATION)).reason == (
        "The offence names threat, force or coercion, abduction, fraud or deception and payments to a person in control; "
        "no abuse of power, no abuse of a position of vulnerability, section 1."
    )
    fewer = EXPLOITATION.replace(", or taking organs", "")
    assert "no organ removal" in on("3a-purpose", law(OFFENCE, fewer)).reason


def test_an_offence_across_borders_only_is_contrary() -> None:
    crossing = OFFENCE.replace("by threat", "on entry into the country by threat")
    finding = on("5-1-offence", law(crossing, EXPLOITATION))
    assert finding.finding == "contrary", finding.reason
    within = "Trafficking is an offence whether it happens within the country or across a border."
    assert on("5-1-offence", law(crossing, EXPLOITATION, within)).finding == "met"


def test_a_defence_of_victims_holds_no_means() -> None:
    bare = "A person who recruits, transports or receives another for exploitation is guilty of the offence of trafficking."
    excuse = "A trafficked person is not guilty of an offence that she commits under threat, violence or deception."
    assert on("3a-means", law(bare, EXPLOITATION, excuse)).finding == "silent"


def test_the_best_passage_is_quoted_and_its_law_named() -> None:
    aims = "The aims of this Act include respect for the privacy of victims of trafficking."
    duty = "The court shall protect the identity and the privacy of every victim of trafficking and of her family."
    code = law(OFFENCE, title="Penal Code", work="xaa/code/1990", completeness=Completeness.EXTRACT)
    finding = on("6-1-privacy", code, law(EXPLOITATION, aims, duty))
    assert finding.evidence[0].quote.startswith("The court shall protect")
    assert finding.instruments == ("xaa/act/2040/1",)
    assert finding.reason.endswith("Trafficking in Persons Act.")


def test_a_text_held_twice_counts_once() -> None:
    act = law(OFFENCE, EXPLOITATION)
    cut = law(OFFENCE, title="Sections", work="xaa/cut", completeness=Completeness.EXTRACT)
    assert on("3a-act", cut, act).instruments == ("xaa/act/2040/1",)


def test_terms_of_each_form() -> None:
    child = (
        "A person who trafficks a child for the purpose of exploitation is liable to imprisonment for not less than ten years."
    )
    worse = (
        "Where the offence is committed by a public servant, the penalty is increased to imprisonment for life for trafficking."
    )
    rape = "Rape is punished with imprisonment for not more than fifteen years."
    terms = found(law(OFFENCE, EXPLOITATION, child, worse, rape)).sanctions
    assert (terms.min_months, terms.max_months, terms.sufficiently_stringent) == (48, 108, True)
    assert terms.child
    assert terms.child.min_months == 120
    assert terms.aggravated
    assert terms.aggravated.max_months == 9999
    assert terms.rape
    assert terms.rape.max_months == 180
    assert terms.commensurate_with_rape is False


NEIGHBOURS = [
    ("Firearms Act", "A person who transports or receives firearms for trafficking in firearms is guilty of an offence."),
    ("Wildlife Act", "A person who transports or receives a protected species commits the offence of wildlife trafficking."),
    ("Migrant Smuggling Act", "A person who transports another to procure illegal entry commits migrant smuggling."),
    ("Adoption Act", "A person who arranges the adoption of a child for payment is guilty of an offence."),
    ("Prostitution Act", "A person who keeps a brothel is liable to imprisonment for two years."),
]  # fmt: skip


@pytest.mark.parametrize(("title", "section"), NEIGHBOURS)
def test_neighbours_hold_no_findings(title: str, section: str) -> None:
    held = {f.provision: f.finding for f in found(law(section, title=title)).findings if f.finding != "not_assessed"}
    assert held == {}


PARTIES = "The States Parties shall exchange information about trafficking in persons."


def test_a_treaty_is_read_where_no_law_of_the_states_own_was() -> None:
    treaty = law(OFFENCE, PARTIES, PARTIES, PARTIES, title="Convention on trafficking in persons", work="xaa/treaty/2040/1")
    alone = found(treaty)
    findings = {finding.provision: finding for finding in alone.findings}
    assert findings["10-1-exchange"].finding == "met"
    assert findings["10-1-exchange"].reason.endswith("of a treaty.")
    assert "agreed with other States" in alone.caveat
    assert "of a treaty" not in on("3a-act", treaty, law(OFFENCE)).reason


def test_a_decree_under_another_law_says_nothing_of_the_offence() -> None:
    decree = law(
        "In exercise of the powers conferred by the Trafficking in Persons Act these rules are made.",
        "A victim of trafficking is housed in a shelter and receives medical and psychological care.",
        title="Shelter Rules",
        completeness=Completeness.EXTRACT,
    )
    assert on("5-1-offence", decree).finding == "not_assessed"
    assert "carries out another law" in on("sanctions", decree).reason
    assert on("6-3-recovery", decree).finding == "partly"


def test_penalties_for_obstruction_are_not_those_of_the_offence() -> None:
    act = law("A person who obstructs an inspector of trafficking in persons is liable to imprisonment for up to two years.")
    assert found(act).sanctions.max_months is None


LAWS_ELSEWHERE = [
    (
        "zh",
        "人口贩运条例",
        "以剥削为目的，以暴力、欺骗手段招募、运送、转移、接收他人从事强迫劳动、卖淫的，处四年以上九年以下有期徒刑。",
    ),
    (
        "ko",
        "인신매매 방지법",
        "성적 착취와 노동력 착취를 목적으로 협박, 위계로 사람을 모집, 운송, 은닉, 인수한 자는 4년 이상 9년 이하의 징역에 처한다.",
    ),
    (
        "ar",
        "قانون مكافحة الاتجار بالبشر",
        "يعاقب بالحبس مدة لا تقل عن أربع سنوات ولا تزيد على تسع سنوات كل من قام باستقطاب شخص أو نقله أو "
        "إيوائه أو استقباله بالتهديد أو الاحتيال بغرض استغلاله في الدعارة أو العمل القسري.",
    ),
    (
        "nl",
        "Wet mensenhandel",
        "Wordt wegens mensenhandel met gevangenisstraf van vier jaar tot negen jaar gestraft wie een ander "
        "door dwang of misleiding werft, vervoert, huisvest of opneemt met het oogmerk van uitbuiting in de "
        "prostitutie of gedwongen arbeid.",
    ),
    (
        "nb",
        "Lov om menneskehandel",
        "Den som ved trusler eller villfarelse rekrutterer, transporterer, huser eller mottar en person for "
        "utnyttelse til prostitusjon eller tvangsarbeid, straffes for menneskehandel med fengsel fra 4 år til "
        "9 år.",
    ),
    (
        "vi",
        "Luật phòng, chống mua bán người",
        "Người nào dùng vũ lực hoặc lừa gạt tuyển mộ, vận chuyển, chứa chấp, tiếp nhận người khác để bóc lột "
        "tình dục, cưỡng bức lao động là mua bán người thì bị phạt tù từ 04 năm đến 09 năm.",
    ),
    (
        "ms",
        "Akta Antipemerdagangan Orang",
        "Mana-mana orang yang memperdagangkan orang dengan paksaan atau penipuan, merekrut, mengangkut, "
        "memindahkan, menyembunyikan atau menerima seseorang bagi maksud eksploitasi, pelacuran atau buruh "
        "paksa, melakukan kesalahan pemerdagangan orang dan dipenjarakan tidak kurang daripada empat tahun "
        "tetapi tidak melebihi sembilan tahun.",
    ),
]


@pytest.mark.parametrize(("language", "title", "text"), LAWS_ELSEWHERE, ids=[row[0] for row in LAWS_ELSEWHERE])
def test_the_offence_is_taken_apart_in_other_languages(language: str, title: str, text: str) -> None:
    told = found(law(text, title=title, language=language, completeness=Completeness.EXTRACT))
    findings = {finding.provision: finding.finding.value for finding in told.findings}
    assert findings["3a-act"] == "met"
    assert findings["3a-means"] == findings["3a-purpose"] == "partly"
    assert findings["5-1-offence"] == "met"
    assert (told.sanctions.min_months, told.sanctions.max_months) == (48, 108)


def test_a_bill_counts_only_where_it_is_what_is_read() -> None:
    bill = law(OFFENCE, title="Trafficking in Persons Bill, 2041")
    read = [(bill, extract(bill.passages, title=bill.title, embed=None))]
    assert {finding.finding.value for finding in report("xaa", read).findings if finding.provision != "ratification"} == {
        "not_assessed"
    }
    reviewed = {finding.provision: finding for finding in report("xaa", read, drafts=True).findings}
    assert reviewed["5-1-offence"].finding == "met"
    assert "treaty" not in reviewed["5-1-offence"].reason


def test_rape_is_punished_as_the_paragraph_that_names_it_says() -> None:
    code = law(
        OFFENCE,
        "Whoever touches another against that person's will is liable to imprisonment for up to five years.",
        "Rape, which is the gravest case, is punished by imprisonment for not less than six years.",
        title="Criminal Code",
    )
    term = found(code).sanctions.rape
    assert term is not None
    assert term.min_months == 72
