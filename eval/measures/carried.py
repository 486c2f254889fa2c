"""Are the numbers and names of a claim carried by the words it cites? A check without any model.

    claim "The bridge will cost £2.9 million", cited "… put the cost at £2.4 million"              -> not carried
    claim "Varrowby said …", cited "… said Ilse Varrowby"                                          -> carried
    claim "Canada agreed", cited "Ottawa agreed"                                                   -> carried

Numbers and names that the question itself holds, or the title, outlet and speaker shown with the cited words, are not
the claim's own. Who speaks for a country is not known here: a minister's name does not carry the country's.
"""

from eval.measures.base import Graded, Measure, Score, any_question, ratio
from eval.yardstick.countries import countries_named, without_countries
from eval.yardstick.initials import is_spelt_out, without_spelt_out
from eval.yardstick.names import names
from eval.yardstick.numbers import quantities
from eval.yardstick.same_name import same_name
from eval.yardstick.words import words
from rag.answer import Claim


def uncarried(claim: Claim, graded: Graded) -> list[str]:
    """The numbers and names of `claim` that stand neither in what it cites nor in the question; empty if all do."""
    assert graded.answer is not None  # noqa: S101  # a claim belongs to an answer
    cited = [graded.answer.citations[marker] for marker in claim.citations]
    carried = [
        text
        for citation in cited
        for text in (citation.quote, citation.title, citation.outlet or "", citation.speaker or "")
    ]
    known = "\n".join([*carried, graded.question.question, graded.answer.standalone_question])
    there = quantities(known)
    numbers = [each for each in quantities(claim.text) if not any(each.agrees_with(other) for other in there)]
    return [*(str(number) for number in numbers), *_names(claim.text, known)]


def _names(claim: str, known: str) -> list[str]:
    there = {*words(known), *countries_named(known)}
    # Some names are several words, or have dots: "the United States" is carried by "the U.S."
    rest = without_spelt_out(without_countries(claim), known)
    said = dict.fromkeys((*countries_named(claim), *names(rest, known)))
    return [name for name in said if not (any(same_name(name, other) for other in there) or is_spelt_out(name, known))]


def _score(graded: Graded) -> Score:
    if graded.answer is None:
        return None
    claims = graded.answer.claims
    return ratio(sum(not uncarried(claim, graded) for claim in claims), len(claims))


def _explain(graded: Graded) -> str:
    claims = graded.answer.claims if graded.answer else ()
    return "; ".join(
        f"{claim.id} says {', '.join(missing)}, which its citations do not: “{claim.text}”"
        for claim in claims
        if (missing := uncarried(claim, graded))
    )


CARRIED = Measure(
    "claim carried",
    "share of claims whose numbers and names all stand in the words they cite, their headline and outlet, or the "
    "question",
    _score,
    any_question,
    promise=3,
    explain=_explain,
)
