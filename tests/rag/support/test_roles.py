"""Who says and wants what is read from plain patterns, and never changes hands."""

import pytest

from rag.support.roles import Role, roles, swapped


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lammy demanded a truce.", {Role("Lammy", "demand")}),
        ("“We wait,” said Achterby.", {Role("Achterby", "say")}),
        ("The White House has rejected it.", {Role("White House", "reject")}),
        ("It was proposed by the Kremlin.", {Role("Kremlin", "propos")}),
        ("Russia’s new proposal is short.", {Role("Russia", "propos")}),
        ("“Putin said no,” wrote a paper.", set()),
        ("Officials said so.", set()),
        ("He said so.", set()),
    ],
)
def test_roles_are_read_where_grammar_is_plain(text: str, expected: set[Role]) -> None:
    """Active, inverted, passive and possessive; nothing from inside a quotation or from "officials"."""
    assert roles(text) == expected


def test_an_act_that_changes_hands_is_named() -> None:
    """What the cited words give to one, the claim may not give to another; a party's own speaker is no other."""
    assert (
        swapped(roles("Kyiv rejected it."), roles("Moscow rejected it."))
        == "the cited words give that to Moscow, not to Kyiv"
    )
    assert swapped(roles("Russia rejected it."), roles("Putin rejected it.")) is None
    assert swapped(roles("Kyiv rejected it."), roles("Moscow proposed it.")) is None
