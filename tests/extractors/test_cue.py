"""Sentence to provisions, by cues alone: one row per provision, per exception and per language."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.pipeline import pipeline
from extractors.signals import signals
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
