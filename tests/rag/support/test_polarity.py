"""What turns a statement round is noticed, whichever of the two texts it stands in."""

import pytest

from rag.support.bounds import bound, bound_lost
from rag.support.certainty import certainty
from rag.support.gates import facts_against
from rag.support.negation import negation
from rag.support.opposites import opposite
from rag.support.parts import part_as_whole, told_as_part
from rag.support.polarity import turned_round
from tests.rag.claims import cited as claim_of
from tests.rag.claims import pairs
from tests.rag.support import degrees


@pytest.mark.parametrize(
    ("claim", "cited", "passes"),
    [
        ("He agreed.", "He never agreed.", False),
        ("He never agreed.", "He agreed.", False),
        ("He refused to agree.", "He did not agree.", True),
        ("He did not agree.", "He refused to agree.", True),
        ("He agreed to stop.", "He refused to stop.", False),
        ("They voted for the plan.", "They did not, whatever was written, vote for the plan.", False),
        ("The troops will withdraw.", "It will not withdraw the troops.", False),
        ("Putin proposed talks.", "Putin, who did not travel, proposed talks.", True),
        ("He wants a truce.", "He wants a truce but no inspectors.", True),
        ("The council paid.", "The council not only built but paid.", True),
        ("The route will not end here.", "The route will end here.", False),
        ("He will not vote for it.", "He will vote against it.", True),
        (
            "Karsk demands that the station be dismantled.",
            "Karsk will not sign unless the station is dismantled.",
            True,
        ),
        ("Karsk will sign.", "Karsk will not sign unless the station is dismantled.", False),
        ("The bank will reopen.", "The bank will not reopen until the flood has passed.", False),
    ],
)
def test_a_not_is_neither_dropped_nor_added(claim: str, cited: str, passes: bool) -> None:  # noqa: FBT001  # a table's column
    """A "not" counts where it denies words that the claim repeats, and "refuse to" counts as one."""
    assert (negation(claim, cited) is None) is passes


@pytest.mark.parametrize(
    ("claim", "cited"),
    [
        ("Prices rose.", "Prices fell."),
        ("Rents are down.", "Rents are up."),
        ("Kyiv accepted.", "Kyiv rejected it."),
        ("They lifted sanctions.", "They imposed sanctions."),
        ("A conditional truce.", "An unconditional truce."),
        ("An indirect talk.", "A direct talk."),
        ("Before the vote.", "After the vote."),
    ],
)
def test_opposites_are_told_apart_both_ways(claim: str, cited: str) -> None:
    """The claim may not go the other way than the cited words, in either order."""
    assert opposite(claim, cited)
    assert opposite(cited, claim)


@pytest.mark.parametrize(
    ("claim", "cited"),
    [
        ("Prices rose.", "Prices rose in May and fell in June."),
        ("He did not accept.", "He rejected it."),
        ("It opens in May.", "It will close for a year and open in May."),
    ],
)
def test_a_word_that_is_there_is_no_opposite(claim: str, cited: str) -> None:
    """Where the cited words have both sides, or a "not" turns one of them, code does not judge."""
    assert opposite(claim, cited) is None


@pytest.mark.parametrize(
    ("claim", "cited", "passes"),
    [
        ("At least 40 came.", "No fewer than 40 came.", True),
        ("At least 40 came.", "No more than 40 came.", False),
        ("Up to 40 came.", "More than 40 came.", False),
        ("More than two hours.", "Over two hours.", True),
        ("Some 40 came.", "At least 40 came.", True),
    ],
)
def test_a_bound_stays_on_its_side(claim: str, cited: str, passes: bool) -> None:  # noqa: FBT001  # a table's column
    """A claim may not say "at least" for "at most", however it is put."""
    assert (bound(claim, cited) is None) is passes


@pytest.mark.parametrize(
    ("claim", "cited", "passes"),
    [
        ("Russia attacks.", "Russia may attack.", False),
        ("Russia may attack.", "Russia might attack.", True),
        ("Russia will attack.", "Russia could attack.", False),
        ("The council will close it.", "The council plans to close it.", True),
        ("The council closed it.", "The council plans to close it.", False),
        ("Two people died.", "Two people died; more may follow.", True),
        ("He would sign, and Russia will attack.", "He would sign, and Russia may attack.", False),
        ("The fair is in May.", "The fair is in May this year.", True),
    ],
)
def test_what_may_happen_is_not_what_happens(claim: str, cited: str, passes: bool) -> None:  # noqa: FBT001  # a table's column
    """A claim keeps the "may" of the words it cites, and does not report a plan as done."""
    assert (certainty(claim, cited) is None) is passes


@pytest.mark.parametrize(("cited", "claim"), pairs(degrees.MAY_LOST))
def test_what_may_be_is_not_told_as_certain(cited: str, claim: str) -> None:
    """Neither a speaker nor a "condition" in the claim stands for the "may" that it lost."""
    assert certainty(claim, cited)


@pytest.mark.parametrize(("cited", "claim"), pairs(degrees.MAY_KEPT))
def test_a_may_can_be_put_in_many_ways(cited: str, claim: str) -> None:
    """As leave, as fear, as a possibility; and what stands beside it may be certain."""
    assert certainty(claim, cited) is None


@pytest.mark.parametrize(("cited", "claim"), pairs(degrees.BOUND_LOST))
def test_a_bound_is_not_given_as_the_number(cited: str, claim: str) -> None:
    """Twelve is not "at least 12", 200 not "up to 200", and half not "nearly half"."""
    assert bound_lost(claim, cited)


@pytest.mark.parametrize(("cited", "claim"), pairs(degrees.BOUND_KEPT))
def test_a_bound_may_be_put_otherwise_or_left_out_with_its_number(cited: str, claim: str) -> None:
    """As "twelve or more" for "at least twelve"; "about" is no bound, and what lasts "over 14 days" lasts 14."""
    assert bound_lost(claim, cited) is None


@pytest.mark.parametrize(("cited", "claim"), pairs(degrees.LEFT))
def test_some_lost_degrees_are_left_to_the_judge(cited: str, claim: str) -> None:
    """Here the claim says more than its sentence, and passes: counted, not hidden."""
    assert (bound_lost(claim, cited) or certainty(claim, cited)) is None


@pytest.mark.parametrize(("cited", "claim"), pairs(degrees.PART_AS_WHOLE))
def test_one_of_several_is_not_all_of_them(cited: str, claim: str) -> None:
    """Neither "the" one, nor the only one, nor "the conditions are"."""
    assert turned_round(claim, cited)


@pytest.mark.parametrize(("cited", "claim"), pairs(degrees.PART_KEPT))
def test_one_of_several_may_be_spoken_of(cited: str, claim: str) -> None:
    """As one of them, by its name, or as "the" one where that only points back."""
    assert part_as_whole(claim, cited) is None


def test_unseen_pairs_are_told_apart_as_well() -> None:
    """Pairs that no check was changed for: few honest ones are rejected, and most false ones."""
    honest, false = (
        [facts_against(claim_of(claim, cited), "") is not None for cited, claim in pairs(table)]
        for table in (degrees.UNSEEN_HONEST, degrees.UNSEEN_FALSE)
    )
    assert sum(honest) / len(honest) <= 0.08
    assert sum(false) / len(false) >= 0.85


@pytest.mark.parametrize(
    ("claim", "cited", "told"),
    [
        (
            "Velmar's conditions for a deal are an end to the tolls.",
            "Velmar named a key condition for a deal: an end to the tolls.",
            "Velmar's conditions for a deal include an end to the tolls.",
        ),
        (
            "Velmar's conditions are that Karsk must free the crew.",
            "One condition is that Karsk frees the crew, the minister said.",
            "Velmar's conditions include that Karsk must free the crew.",
        ),
        (
            "Velmar's conditions include a ban on trawling.",
            "Velmar is expected to name its terms, which may include a ban on trawling.",
            "Velmar's conditions may include a ban on trawling.",
        ),
        ("Velmar's conditions are peace and quiet.", "Velmar's conditions are peace and quiet.", None),
        ("Velmar wants an end to the tolls.", "Velmar named a key condition: an end to the tolls.", None),
        ("Velmar's conditions are rejected by Karsk.", "Karsk rejected a key condition of Velmar's.", None),
    ],
)
def test_one_of_several_conditions_is_told_as_one_of_them(claim: str, cited: str, told: str | None) -> None:
    """Where code began the sentence with all of them; what may be one is told as what may be one."""
    assert told_as_part(claim, cited) == (told or claim)
    assert part_as_whole(told_as_part(claim, cited), cited) is None
