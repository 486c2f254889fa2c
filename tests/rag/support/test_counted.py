"""What a number in a claim counts, held against what it counts in the cited words."""

import pytest

from rag.support.counted import counts_others

HERONS = "Six of the nests held, and 14 young herons have left them."


@pytest.mark.parametrize(
    ("claim", "cited"),
    [
        ("Six herons have left their nests.", HERONS),
        ("Fourteen nests held.", HERONS),
        ("12 ships were hit.", "The storm hit three ships and carried 12 containers away."),
        ("The fund paid for 40 schools.", "Nine schools got money for 40 new teachers."),
        ("Two women were hurt.", "Five women and two men were hurt."),
        ("Four officers were hurt.", "Four rioters and nine police officers were hurt."),
    ],
)
def test_a_number_that_counts_other_things_is_refused(claim: str, cited: str) -> None:
    """Where the cited words count those things otherwise."""
    assert counts_others(claim, cited)


@pytest.mark.parametrize(
    ("claim", "cited"),
    [
        ("Six nests held.", HERONS),
        ("14 young herons left six nests.", HERONS),
        ("Fourteen birds have left the nests.", HERONS),
        ("Three ships were hit and 12 containers lost.", "The storm hit three ships and carried 12 containers away."),
        ("Seven people were hurt.", "Five women and two men were hurt."),
        ("The strike lasted six days and hit 14 routes.", "Drivers of 14 routes were out for six days."),
        ("Six of the 14 nests held.", "Of 14 nests, six held; six young herons drowned."),
        ("The rate rises to 6 per cent.", "The rate rises to 6 per cent, four people said."),
        ("Nine officers were hurt.", "Four officers' cars burned, and nine police officers were hurt."),
        ("In 2023 sales fell.", "In 2023 prices rose and sales fell; 12 sales were cancelled."),
        ("On 14 May members voted.", "On 14 May ministers and members voted; 30 members were away."),
        ("Since June 14 teams have lost.", "Since June 14 clubs and teams have lost; two teams won."),
        ("Nothing is counted here.", HERONS),
    ],
)
def test_an_honest_count_passes(claim: str, cited: str) -> None:
    """Also one in other words: only the very things that are counted otherwise speak against it."""
    assert counts_others(claim, cited) is None


def test_the_reason_names_what_the_number_counts() -> None:
    """So that a reader sees the mistake."""
    assert counts_others("Six herons left.", HERONS) == "the cited words count 6 nests, not herons"
