"""Numbers as articles over the world write them: each right value is a test, and so is what must not count as the same."""

import json
from pathlib import Path
from typing import Any

import pytest

from rag.checking.checks import fault_in
from rag.english.numbers import quantities
from tests.rag.claims import cited

FILE = Path(__file__).parents[2] / "cases" / "numbers.jsonl"
CASES = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
READ = [case for case in CASES if "quantities" in case]
CLAIMED = [case for case in CASES if "claim" in case]


@pytest.mark.parametrize("case", READ, ids=[case["id"] for case in READ])
def test_the_numbers_of_a_text_are_read_with_their_units(case: dict[str, Any]) -> None:
    """All of them, in order, and none that is not one."""
    assert [str(quantity) for quantity in quantities(case["text"])] == case["quantities"]


@pytest.mark.slow
@pytest.mark.parametrize("case", CLAIMED, ids=[case["id"] for case in CLAIMED])
def test_another_spelling_passes_and_another_number_does_not(case: dict[str, Any]) -> None:
    """By all the checks in code, as a claim is held against the words it cites."""
    found = fault_in(cited(case["claim"], case["cited"]), "")
    assert (found is not None) == case["refused"], found
