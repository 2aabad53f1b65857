"""What holds for every provision; a new file in models/palermo is tested without a new test."""

from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

from extractors.alignment import FEATURES, dump, model
from extractors.matching import Matcher, parse
from models import reference
from models.reference import Provision, provisions

LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pt", "ro")

each_provision = pytest.mark.parametrize("provision", provisions().values(), ids=provisions())


def test_there_are_36_in_order():
    assert len(provisions()) == 36
    assert [p.order for p in provisions().values()] == list(range(1, 37))
    assert len(list(Path(reference.__file__).parent.joinpath("palermo").glob("*.toml"))) == 36


@each_provision
def test_whether_it_can_be_found_by_meaning_and_by_words(provision: Provision):
    assert provision.examples
    assert all(provision.cues[language].patterns for language in LANGUAGES)


@each_provision
def test_whether_its_cues_are_distinct_and_can_be_read(provision: Provision):
    for cues in provision.cues.values():
        written = (*cues.patterns, *cues.weak, *cues.negative)
        assert [p for p, n in Counter(written).items() if n > 1] == []
        assert all(parse(pattern) for pattern in written)


@each_provision
def test_whether_each_pattern_finds_its_own_words(provision: Provision):
    """The first alternative of every element, without gaps, is found: no pattern is dead."""
    for pattern in chain.from_iterable(cues.patterns for cues in provision.cues.values()):
        words = " ".join(chain.from_iterable(e.alternatives[0] for e in parse(pattern) if e.alternatives)).replace("*", "")
        assert Matcher({"x": [pattern]}).find(words)


def test_the_weights_are_of_these_features_and_provisions_and_rounded():
    for weights in (model().with_meaning, model().cues_only):
        assert set(weights.features) == set(FEATURES)
        assert set(weights.provisions) == set(provisions())
    stored = Path(reference.__file__).with_name("alignment.json").read_text(encoding="utf-8")
    assert dump(model()) == stored
