"""Who did what to whom is read from the sentence, whatever its order; what it leaves open stays open."""

import pytest

from rag.english import Deed, deeds_in, parse
from rag.english.deeds import AGENT, OWNER, PATIENT


def _deed(text: str, act: str) -> Deed:
    return next(deed for deed in deeds_in(parse(text)) if deed.act == act)


def _names(deed: Deed, slot: str) -> list[str]:
    return [who.text for who in deed.filling(slot)]


@pytest.mark.parametrize(
    ("text", "act", "agent", "patient"),
    [
        ("The bishop accused the mayor of lying.", "accuse", "bishop", "mayor"),
        ("The bishop was praised by the mayor.", "praise", "mayor", "bishop"),
        ("The coach, who replaced Ida Moor in May, was sacked by the club.", "replace", "coach", "Moor"),
        ("The coach, who replaced Ida Moor in May, was sacked by the club.", "sack", "club", "coach"),
        ("Residents urged the council to withdraw the plan.", "withdraw", "council", "plan"),
        ("Harrow Rail failed to buy the yard.", "buy", "Rail", "yard"),
        ("The union, rejecting the offer, went home.", "reject", "union", "offer"),
        ("Lund's defeat by Vale was no surprise.", "defeat", "Vale", "Lund"),
        ("Lund's criticism of Vale was no surprise.", "criticism", "Lund", "Vale"),
        ("The council met on Monday and approved the budget.", "approve", "council", "budget"),
    ],
)
def test_active_and_passive_name_the_same_parties(text: str, act: str, agent: str, patient: str) -> None:
    """Passives, relative clauses, complements, participles and nouns are one deed each."""
    deed = _deed(text, act)
    assert (_names(deed, AGENT), _names(deed, PATIENT)) == ([agent], [patient])


def test_two_who_act_together_both_act() -> None:
    """Each joined party fills the slot."""
    assert _names(_deed("Lund and Vale signed the treaty.", "sign"), AGENT) == ["Lund", "Vale"]


def test_a_comparison_has_its_two_sides() -> None:
    """Who is more so, and than whom."""
    deed = _deed("Anna Holt is older than Bo Lind.", "old")
    assert (_names(deed, AGENT), _names(deed, "than")) == (["Holt"], ["Lind"])


def test_an_owner_may_be_either() -> None:
    """Of "Lund's arrest" nothing says whether Lund arrested or was arrested."""
    assert _names(_deed("Lund's arrest was no surprise.", "arrest"), OWNER) == ["Lund"]


def test_a_pronoun_is_somebody_open() -> None:
    """Whom it means, the sentence alone does not say."""
    [who] = _deed("She sold the yard.", "sell").filling(AGENT)
    assert who.open


def test_a_particle_is_part_of_the_act() -> None:
    """To rule out is not to rule."""
    assert _names(_deed("The minister ruled out a ban.", "rule out"), PATIENT) == ["ban"]


def test_what_a_semicolon_parts_is_told_apart() -> None:
    """Each half has its own deed, at its own place in the text."""
    text = "The union wants 7%; the city has offered 4%."
    sentence = parse(text)
    assert [who.text for deed in deeds_in(sentence) for who in deed.filling(AGENT)] == ["union", "city"]
    assert all(text[word.start : word.start + len(word.text)] == word.text for word in sentence.words)
