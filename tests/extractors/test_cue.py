"""Sentence to provisions, by cues alone: one row per provision, per exception and per language."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.alone import about_trafficking
from extractors.extract import extract
from extractors.pipeline import pipeline
from extractors.signals import signals
from models.document import Passage, Role
from models.reference import provisions
from models.signal import SignalKind

ENGLISH = [
    ("Whoever recruits, transports, transfers, harbours or receives another person", {"3a-act"}),
    ("by means of threats, of deception or of the abuse of a position of vulnerability", {"3a-means"}),
    ("It is no defence that the person gave consent to the work", {"3b-consent"}),
    ("The recruitment of a child is an offence even if none of these means was used", {"3c-child"}),
    ("A child means any person below eighteen years of age", {"3d-child-age"}),
    ("Calls upon States to criminalize trafficking in persons", {"5-1-offence"}),
    ("Whoever attempts to commit the offence is guilty of it", {"5-2a-attempt"}),
    ("Whoever aids or abets another in the commission of the offence", {"5-2b-accomplice"}),
    ("Whoever directs other persons to commit the offence", {"5-2c-organizing"}),
    ("with effective, proportionate and dissuasive sanctions", {"sanctions"}),
    ("A body corporate may be held liable", {"legal-persons"}),
    ("to freeze and confiscate the proceeds of crime", {"confiscation"}),
    ("Each State shall establish its jurisdiction over such offences and extradite offenders", {"jurisdiction"}),
    ("The court protects the privacy of victims", {"6-1-privacy"}),
    ("Victims shall be informed of their rights and receive legal aid", {"6-2-information"}),
    ("a shelter for victims with psychological support", {"6-3-recovery"}),
    ("The best interests of the child prevail and a guardian is appointed for the child", {"6-4-special-needs"}),
    ("Witness protection is available against intimidation", {"6-5-safety"}),
    ("Survivors are compensated from the trust fund", {"6-6-compensation"}),
    ("A temporary residence permit is granted", {"7-residence"}),
    ("voluntary return and repatriation", {"8-return"}),
    ("a recovery and reflection period", {"reflection-period"}),
    ("Survivors must not be punished for acts that they were compelled to commit", {"non-punishment"}),
    ("a national plan of action against trafficking in persons", {"9-1-policy"}),
    ("campaigns to raise public awareness, and disaggregated data", {"9-2-campaigns"}),
    ("in partnership with survivors and civil society", {"9-3-civil-society"}),
    ("poverty and other root causes of trafficking", {"9-4-vulnerability"}),
    ("to discourage the demand that fosters exploitation in supply chains", {"9-5-demand"}),
    ("The police forces exchange information and form joint investigation teams", {"10-1-exchange"}),
    ("training of prosecutors and judges", {"10-2-training"}),
    ("to strengthen border controls", {"11-borders"}),
    ("Carriers must check that each passenger holds a travel document", {"11-carriers"}),
    ("forged passports", set()),
    ("Whoever destroys or conceals a passport", {"12-13-documents"}),
    ("with respect for the principle of non-refoulement", {"14-saving"}),
    ("Urges States to ratify or accede to the Protocol", {"ratification"}),
]

OTHER_LANGUAGES = [
    ("es", "Quien capte, transporte, traslade, acoja o reciba personas con fines de explotación", {"3a-act", "3a-purpose"}),
    ("es", "El consentimiento de la víctima no será tenido en cuenta y la tentativa se castiga", {"3b-consent", "5-2a-attempt"}),
    ("es", "Alojamiento seguro para las víctimas y asistencia jurídica gratuita", {"6-3-recovery", "6-2-information"}),
    ("es", "Las víctimas de trata no serán sancionadas", {"non-punishment"}),
    ("es", "Exhorta a los Estados a ratificar el Protocolo", {"ratification"}),
    ("fr", "Le fait de recruter, de transporter, de transférer, d'héberger une personne aux fins d'exploitation", {"3a-act"}),
    ("fr", "Les victimes de la traite ne sont pas punies", {"non-punishment"}),
    ("fr", "Un délai de réflexion et un titre de séjour temporaire", {"reflection-period", "7-residence"}),
    ("fr", "Engage les États à ratifier le Protocole et à sensibiliser le public", {"ratification", "9-2-campaigns"}),
]

FALSE_FRIENDS = [
    ("The return of looted cultural property", "8-return"),
    ("Victims are free from prosecution: the non-prosecution of victims of trafficking", "5-1-offence"),
    ("The ratification of this Convention shall be registered with the depositary", "ratification"),
    ("Forged identity documents of victims", "6-1-privacy"),
    ("vocational training for survivors", "10-2-training"),
    ("Convention on the Elimination of All Forms of Discrimination against Women", "9-4-vulnerability"),
    ("A permit for those with the right of permanent residence at the time of entry", "7-residence"),
]

PLAIN = [
    ("en", "Trafficking consists of hiring, carrying, lodging or delivering persons for exploitation.", "3a-act"),
    ("en", "The fact that the victim agreed to the exploitation is no excuse for the trafficker.", "3b-consent"),
    ("en", "The agreement of a victim of trafficking to the intended exploitation shall be disregarded.", "3b-consent"),
    ("en", "Recruiting a child for exploitation is trafficking; proof of force or deception is not required.", "3c-child"),
    ("en", "In this Act on trafficking, a child is a person who is not yet eighteen years old.", "3d-child-age"),
    ("en", "For the purposes of the trafficking offences, minor means anyone aged less than 18.", "3d-child-age"),
    ("en", "Member States should make human trafficking a crime in their domestic law.", "5-1-offence"),
    ("en", "Urges all States to outlaw trafficking in persons in all its forms.", "5-1-offence"),
    ("en", "Anyone who engages in trafficking in persons is guilty of a felony.", "5-1-offence"),
    ("en", "Any attempt to commit the offence of trafficking is punishable in the same way.", "5-2a-attempt"),
    ("en", "A person who tries to traffic another is liable as though the offence had been completed.", "5-2a-attempt"),
    (
        "en",
        "A person who helps, encourages or advises another to commit trafficking commits the same offence.",
        "5-2b-accomplice",
    ),
    ("en", "Participation as an accomplice in trafficking shall be criminalised.", "5-2b-accomplice"),
    ("en", "Whoever leads or manages a group that carries out trafficking shall be punished.", "5-2c-organizing"),
    ("en", "Ordering or instructing others to carry out trafficking is an offence.", "5-2c-organizing"),
    ("en", "Traffickers should face penalties that reflect the seriousness of the crime.", "sanctions"),
    ("en", "Regards light sentences handed down to traffickers with concern.", "sanctions"),
    ("en", "Companies may be held to account for trafficking committed for their benefit.", "legal-persons"),
    ("en", "Calls on States to follow the money and to deprive traffickers of their profits.", "confiscation"),
    ("en", "Assets obtained from trafficking shall be recovered and used to support victims.", "confiscation"),
    (
        "en",
        "Encourages financial intelligence units to analyse suspicious transactions linked to human trafficking.",
        "confiscation",
    ),
    ("en", "A citizen who commits trafficking in another country may be tried here.", "jurisdiction"),
    ("en", "The courts are competent for trafficking committed outside the territory.", "jurisdiction"),
    ("en", "The names and addresses of trafficked persons must be kept secret.", "6-1-privacy"),
    ("en", "No one may publish anything that could lead to the identification of a victim of trafficking.", "6-1-privacy"),
    ("en", "Hearings in trafficking cases are held in closed session at the victim's request.", "6-1-privacy"),
    ("en", "Victims of trafficking shall be told, in a language they understand, what rights they have.", "6-2-information"),
    ("en", "Trafficked persons have access to a lawyer free of charge throughout the trial.", "6-2-information"),
    ("en", "The court hears the wishes of the victim of trafficking at every stage.", "6-2-information"),
    (
        "en",
        "States should open safe houses where survivors of trafficking receive medical and psychological care.",
        "6-3-recovery",
    ),
    (
        "en",
        "Front-line officials need guidelines to recognise victims of trafficking early and to refer them to services.",
        "6-3-recovery",
    ),
    ("en", "Trafficked persons should be offered lodging, food, clothing, and help in finding work.", "6-3-recovery"),
    ("en", "A guardian shall be named for every trafficked child without parents.", "6-4-special-needs"),
    ("en", "Assistance to trafficked persons must take account of their sex, age and disabilities.", "6-4-special-needs"),
    ("en", "Trafficked children should be questioned by specially trained staff and attend school.", "6-4-special-needs"),
    ("en", "Victims and their families should be shielded from reprisals by trafficking networks.", "6-5-safety"),
    ("en", "Police shall protect persons who testify against traffickers.", "6-5-safety"),
    ("en", "The State provides for the safety of victims of trafficking while they are in its territory.", "6-5-safety"),
    ("en", "The court shall order the trafficker to pay the victim lost wages and damages.", "6-6-compensation"),
    ("en", "States should set up a fund from which survivors of trafficking are paid.", "6-6-compensation"),
    ("en", "Victims of trafficking should have access to remedies.", "6-6-compensation"),
    ("en", "Victims of trafficking may be allowed to stay in the country for humanitarian reasons.", "7-residence"),
    ("en", "A victim of trafficking who cooperates is entitled to a renewable permit of six months.", "7-residence"),
    ("en", "Deportation of a victim of trafficking is suspended while the trial lasts.", "7-residence"),
    ("en", "No victim of trafficking shall be sent back without an assessment of the risks.", "8-return"),
    ("en", "The State of which the victim is a national shall take her back without delay and issue travel papers.", "8-return"),
    ("en", "Calls for safe and voluntary repatriation of trafficked women.", "8-return"),
    (
        "en",
        "During a period for recovery, no expulsion order shall be enforced against a victim of trafficking.",
        "reflection-period",
    ),
    (
        "en",
        "Trafficked persons must not be jailed for immigration offences that result from their being trafficked.",
        "non-punishment",
    ),
    ("en", "Urges States not to penalise victims of trafficking for having been trafficked.", "non-punishment"),
    ("en", "Victims of trafficking should not be held responsible for crimes committed under duress.", "non-punishment"),
    ("en", "Encourages States to draw up national strategies against trafficking in persons.", "9-1-policy"),
    ("en", "Invites participating States to appoint a national rapporteur on human trafficking.", "9-1-policy"),
    ("en", "The media should be used to warn young people about the tricks of traffickers.", "9-2-campaigns"),
    ("en", "Calls for better statistics on trafficking in persons.", "9-2-campaigns"),
    ("en", "Requests UNODC to prepare a study of trafficking for forced criminality.", "9-2-campaigns"),
    ("en", "Governments should work with charities and trade unions that help victims of trafficking.", "9-3-civil-society"),
    ("en", "Acknowledges the work of NGOs against trafficking in human beings.", "9-3-civil-society"),
    ("en", "Invites survivors of trafficking to take part in designing programmes.", "9-3-civil-society"),
    ("en", "Poverty and lack of schooling drive people into the hands of traffickers.", "9-4-vulnerability"),
    ("en", "Persons who flee war are easy prey for traffickers.", "9-4-vulnerability"),
    ("en", "Concerned that undocumented migrant workers are particularly at risk of trafficking.", "9-4-vulnerability"),
    ("en", "Those who buy sex from victims of trafficking should be punished.", "9-5-demand"),
    ("en", "Governments should not buy goods made by trafficked workers.", "9-5-demand"),
    ("en", "Businesses should check that no forced labour is used by their suppliers.", "9-5-demand"),
    ("en", "Police services of neighbouring States should work together against trafficking networks.", "10-1-exchange"),
    ("en", "The Parties shall inform each other of routes and methods used by traffickers.", "10-1-exchange"),
    ("en", "Trafficking in persons needs a concerted international response.", "10-1-exchange"),
    ("en", "Judges, prosecutors and border guards should learn how to deal with victims of trafficking.", "10-2-training"),
    ("en", "Requests UNODC to assist States, on request, in building their capacity against trafficking.", "10-2-training"),
    ("en", "Consular staff are instructed in recognising victims of trafficking.", "10-2-training"),
    ("en", "Checks at frontiers should be intensified to discover trafficking in persons.", "11-borders"),
    ("en", "Persons convicted of trafficking may be refused a visa.", "11-borders"),
    ("en", "A shipowner whose vessel transports trafficked persons pays a fine.", "11-carriers"),
    ("en", "Passports shall be hard to counterfeit, so that traffickers cannot misuse them.", "12-13-documents"),
    ("en", "Taking away a worker's identity papers to keep him in forced labour is an offence.", "12-13-documents"),
    ("en", "Measures against trafficking shall not prejudice the rights of refugees and asylum seekers.", "14-saving"),
    ("en", "Anti-trafficking provisions apply to everyone without distinction of race, sex or nationality.", "14-saving"),
    ("en", "No trafficked person shall be sent to a State where he or she risks persecution.", "14-saving"),
    ("en", "Invites States to become parties to the Palermo Protocol.", "ratification"),
    ("en", "Welcomes the growing number of parties to the Protocol on trafficking in persons.", "ratification"),
    (
        "en",
        "Calls on members that have not done so to ratify the Protocol of 2014 to the Forced Labour Convention, 1930.",
        "ratification",
    ),
    (
        "en",
        "Urges States to give victims of trafficking housing, legal advice and damages.",
        "6-3-recovery,6-2-information,6-6-compensation",
    ),
    ("en", "Stresses that trafficking must be punished and its victims helped.", "5-1-offence,6-3-recovery"),
    (
        "en",
        "Underlines that trafficking networks can be beaten only by a coordinated approach of States.",
        "9-1-policy,10-1-exchange",
    ),
    ("en", "Asks for research into what makes children vulnerable to trafficking.", "9-2-campaigns,9-4-vulnerability"),
    ("es", "Los Estados deben considerar la trata de personas como delito en su legislación.", "5-1-offence"),
    ("es", "Insta a llevar ante la justicia a los tratantes.", "5-1-offence"),
    ("es", "Ofrecer casas de acogida y tratamiento médico a las víctimas de trata.", "6-3-recovery"),
    ("es", "Los nombres de las víctimas de trata no se harán públicos.", "6-1-privacy"),
    ("es", "No se detendrá a las víctimas de trata por haber entrado irregularmente.", "non-punishment"),
    ("es", "Realizar campañas para que la población conozca los riesgos de la trata de personas.", "9-2-campaigns"),
    ("es", "Trabajar con la sociedad civil contra la trata de personas.", "9-3-civil-society"),
    ("es", "Designar una autoridad que coordine la lucha contra la trata de personas.", "9-1-policy"),
    ("es", "Compartir información entre las policías sobre redes de trata de personas.", "10-1-exchange"),
    ("es", "Formar a policías y jueces en materia de trata de personas.", "10-2-training"),
    ("es", "No comprar bienes producidos por víctimas de trata.", "9-5-demand"),
    ("es", "Las víctimas de trata podrán quedarse en el país durante el juicio.", "7-residence"),
    ("es", "Ninguna víctima de trata será devuelta a su país sin evaluar los riesgos.", "8-return"),
    ("es", "El condenado por trata de personas pagará los daños causados a la víctima.", "6-6-compensation"),
    ("fr", "Ériger la traite des êtres humains en infraction pénale.", "5-1-offence"),
    ("fr", "Offrir un hébergement, des soins et un accompagnement aux victimes de la traite.", "6-3-recovery"),
    ("fr", "Les noms des victimes de la traite restent confidentiels.", "6-1-privacy"),
    ("fr", "Ne pas poursuivre les victimes de la traite pour être entrées illégalement.", "non-punishment"),
    ("fr", "Mener des campagnes sur les dangers de la traite des êtres humains.", "9-2-campaigns"),
    (
        "fr",
        "Agir avec le concours des organisations non gouvernementales contre la traite des êtres humains.",
        "9-3-civil-society",
    ),
    ("fr", "Désigner une autorité chargée de coordonner la lutte contre la traite des êtres humains.", "9-1-policy"),
    ("fr", "Les polices échangent des renseignements sur les réseaux de traite des êtres humains.", "10-1-exchange"),
    ("fr", "Former les policiers et les juges à la traite des êtres humains.", "10-2-training"),
    ("fr", "Décourager la demande à l'origine de la traite des êtres humains.", "9-5-demand"),
    ("fr", "Les victimes de la traite ont droit à des dommages et intérêts.", "6-6-compensation"),
    ("fr", "La pauvreté expose les femmes à la traite des êtres humains.", "9-4-vulnerability"),
]
"""Sentences as a drafter may put them, in none of the usual formulas."""

OTHER_MATTERS = [
    ("en", "States should protect the rights of smuggled migrants and punish smugglers of migrants."),
    ("en", "Smuggling of migrants across sea borders endangers lives; border controls should be strengthened."),
    ("en", "Encourages voluntary organ donation after death and the training of transplant teams."),
    ("en", "Organ transplant registries should collect data on donors."),
    ("en", "Calls for equal pay for women and men and for an end to discrimination."),
    ("en", "Condemns violence against women in the home and asks for shelters for its victims."),
    ("en", "Climate change increases poverty in small island States."),
    ("en", "Reducing emissions requires international cooperation and technology transfer."),
    ("en", "Illicit drug trafficking must be countered by joint operations and the exchange of information."),
    ("en", "Calls for the confiscation of the assets of drug traffickers."),
    ("en", "Illicit trafficking in small arms fuels armed conflict."),
    ("en", "Decides to convene a conference on the illicit trade in arms."),
    ("en", "Wildlife trafficking threatens species; States should make it a serious crime."),
    ("en", "Trafficking in cultural property should be punished and objects returned."),
    ("en", "Migrant workers contribute to development; remittances should cost less."),
    ("en", "Encourages regular labour migration and the recognition of skills."),
    ("en", "The non-proliferation of nuclear weapons and the prevention of illicit traffic in nuclear material."),
    ("en", "Urges nuclear-weapon States to disarm."),
    ("en", "Victims of terrorism should receive compensation and psychological care."),
    ("en", "Reaffirms that torture is a crime and that its victims must be rehabilitated."),
    ("en", "Landmine victims need medical care and reintegration."),
    ("en", "Ensure that survivors of domestic violence have access to shelters and legal aid."),
    ("en", "Protects witnesses in corruption cases."),
    ("en", "Strengthens the judiciary and the training of judges."),
    ("en", "Everyone has the right to education."),
    ("en", "Requests the Secretary-General to report on the safety of journalists."),
    ("en", "The Assembly shall meet once a year."),
    ("en", "Cybercrime requires a comprehensive policy."),
    ("en", "Recalls the Convention on the Rights of the Child."),
    ("en", "Money-laundering and the financing of terrorism must be fought."),
    ("en", "Refugees must not be returned to a country where they risk persecution."),
    ("en", "Traffic safety: States should reduce road deaths."),
    ("en", "Asks States to ratify the Arms Trade Treaty."),
    ("en", "The counterfeit of medicines is a criminal offence."),
    ("en", "Piracy off the coast shall be punished by the courts of the flag State."),
    ("en", "Genocide: impunity must end and the perpetrators be brought to justice."),
    ("en", "Victims of enforced disappearance have the right to the truth and to reparation."),
    ("en", "Decides that the budget for the next period shall be adopted."),
    ("en", "Older persons are vulnerable to abuse and poverty."),
    ("en", "Persons with disabilities have a right to accessible housing."),
    ("es", "Combatir el tráfico ilícito de drogas mediante la cooperación internacional."),
    ("es", "Las víctimas de minas terrestres recibirán asistencia médica."),
    ("fr", "Lutter contre le trafic de stupéfiants par la coopération policière."),
    ("fr", "Les victimes du terrorisme ont droit à réparation."),
]


def _found(text: str, language: str = "en") -> set[str]:
    return {s.value for s in signals(pipeline(language)(text)) if s.kind is SignalKind.CUE}


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text, expected):
    assert expected <= _found(text)


def test_every_provision_has_a_sentence():
    assert set().union(*(expected for _, expected in ENGLISH)) >= provisions().keys() - {"3a-purpose"}


@pytest.mark.parametrize(("language", "text", "expected"), OTHER_LANGUAGES)
def test_other_languages(language, text, expected):
    assert expected <= _found(text, language)


@pytest.mark.parametrize(("language", "text", "expected"), PLAIN)
def test_plain_words(language, text, expected):
    assert set(expected.split(",")) <= _found(text, language)


@pytest.mark.parametrize(("language", "text"), OTHER_MATTERS)
def test_a_line_on_other_matters_is_not_read_as_about_trafficking(language, text):
    assert not about_trafficking(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Provide shelter, counselling and compensation to victims"),
        ("es", "Ofrecer albergue y reparación a las víctimas"),
        ("fr", "Offrir un hébergement et une indemnisation aux victimes"),
    ],
)
def test_a_line_on_victims_is_read_as_about_trafficking_only_where_it_stands_alone(language, text):
    passage = Passage(
        address=f"line/text@{language}#op_1", role=Role.OPERATIVE, text=text, language=language, start=0, end=len(text)
    )
    (of_a_document,) = extract([passage], title="", embed=None)
    (alone,) = extract([passage], title="", embed=None, alone=True)
    assert not of_a_document.alignments
    assert {"6-3-recovery", "6-6-compensation"} <= {alignment.provision for alignment in alone.alignments}


@pytest.mark.parametrize(("text", "provision"), FALSE_FRIENDS)
def test_false_friends(text, provision):
    assert provision not in _found(text)


def test_a_language_without_cues_gives_none():
    assert _found("Ελληνικό κείμενο για το trafficking in persons", "el") == set()


_WORDS = st.sampled_from(
    ["victims", "of", "trafficking", "—", "in", "persons;", "“shelter”", "and", "compensation\n", "the", "State’s", "law"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_WORDS, min_size=1, max_size=40).map(" ".join))
def test_every_signal_is_a_quotation(text):
    assert all(text[s.start : s.end] == s.text for s in signals(pipeline("en")(text)))
