"""Words that a claim adds to the question and that its cited words do not have. Reads no grammar; knows no model."""

from rag.checking.countries import carried_by
from rag.domain import CitedClaim
from rag.english.numbers import quantities
from rag.english.wording import as_written, content_stems, words

NEW_WORDS_FOUND = 0.34
"""The least share of a claim's new words that the cited ones must have: a paraphrase has its own (docs/eval.md)."""
BY_CHANCE = 1
"""So many new words may be missing without a fault: one says little, as "despite" for the question's "in spite of"."""


def new_words(claim: CitedClaim, question: str) -> str | None:
    """The fault, in a sentence, where most of what `claim` adds to the question is not in the cited words; else None.

    A word for the same country is as good as a word of theirs; the claim's numbers count as found, for another check
    sees to them. What the headline says is not cited.
    """
    new = content_stems(claim.text) - content_stems(question)
    if not new:
        return None
    there, said = content_stems(claim.words), frozenset(words(claim.words))
    written = {word: as_written({word}, claim.text) for word in new - there}
    missing = sorted(word for word, forms in written.items() if not any(carried_by(form, said) for form in forms))
    told = len(new) + len(quantities(claim.text))
    if len(missing) > BY_CHANCE and 1 - len(missing) / told < NEW_WORDS_FOUND:
        return f"most of what it says ({', '.join(as_written(missing, claim.text)[:4])}) is not in the cited words"
    return None
