"""Two phrases name one party where spelling, a country or whom somebody speaks for says so, and two only where that is plain."""

from dataclasses import replace

from rag.checking.identity import any_same, are_plainly_others, of_countries, spokesmen_of, with_countries
from rag.english import Who, parse
from rag.english.parties import whom
from tests.rag.claims import evidence


def who(text: str) -> Who:
    """The party that the first subject of `text` names."""
    sentence = parse(text)
    return whom(sentence, next(at for at, word in enumerate(sentence.words) if word.role == "nsubj"))[0]


def test_one_party_has_many_names() -> None:
    """A spelling, a capital, somebody who speaks for it."""
    envoy = with_countries(who("Tarn left."), {"Tarn": frozenset({"Russia"})})
    assert any_same([who("Zelensky left.")], [who("Zelenskyy left.")])
    assert any_same([who("Ukraine left.")], [who("Kyiv left.")])
    assert any_same([who("Russia left.")], [envoy])
    assert of_countries(envoy) == {"Russia"}


def test_names_are_others_but_where_one_may_speak_for_the_other() -> None:
    """Of whom no article says for whom they speak, they may speak for any country."""
    hale, ukraine = who("Hale left."), who("Ukraine left.")
    assert are_plainly_others([hale], [who("Moor left.")], [])
    assert not are_plainly_others([ukraine], [hale], [])
    assert are_plainly_others([ukraine], [replace(hale, speaks_for=frozenset({"Russia"}))], [])


def test_the_cited_article_says_for_whom_somebody_speaks_before_others_do() -> None:
    """Of whom it is silent, the others must agree."""
    russian, ukrainian, polish = (
        evidence(f"{of} envoy Oleg {name} left.")[0].article
        for of, name in (("Russian", "Tarn"), ("Ukrainian", "Tarn"), ("Polish", "Wolak"))
    )
    assert spokesmen_of([russian], [ukrainian]) == {"Tarn": {"Russia"}}
    assert spokesmen_of([], [russian, ukrainian, polish]) == {"Wolak": {"Poland"}}
