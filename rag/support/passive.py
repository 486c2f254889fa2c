"""Asked to whom something was done, the doer is not the answer: "Who was congratulated?" of "Putin congratulated him".

Reads one plain pattern, "who was …ed"; knows nothing of other questions.
"""

import re

from rag.wording import names, stem, words

_DONE_TO = re.compile(r"\bwho (?:was|were|is|has been|have been|had been) (?:\w+ly )?(?P<verb>\w+ed)\b", re.IGNORECASE)


def doer_for_done(question: str, claim: str, cited: str) -> str | None:
    """Why the names of `claim` are not those to whom it was done; None where they may be, or the question asks otherwise.

    In active words they have to stand after the verb; in passive ones ("was congratulated") anywhere.
    """
    asked = _DONE_TO.search(question)
    if asked is None:
        return None
    verb = stem(asked["verb"])
    said = words(cited)
    at = next((place for place, word in enumerate(said) if stem(word) == verb), None)
    if at is None or any(
        word.casefold() in {"was", "were", "been", "being", "be", "is"} for word in said[max(0, at - 2) : at]
    ):
        return None
    new = {name for name in names(claim) if name not in words(question)}
    if new and not new & set(said[at + 1 :]):
        return f"the cited words do not say who was {asked['verb']}"
    return None
