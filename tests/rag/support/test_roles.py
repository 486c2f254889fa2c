"""Who says and wants what is read from plain patterns."""

import pytest

from rag.support.roles import Role, roles


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lammy demanded a truce.", {Role("Lammy", "demand")}),
        ("“We wait,” said Achterby.", {Role("Achterby", "say")}),
        ("The Sund Council has rejected it.", {Role("Council", "reject")}),
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
