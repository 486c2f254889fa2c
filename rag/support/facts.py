"""Gate (a): what code can check of a claim against the words it cites: numbers, names, negation, direction, speaker.

A failed check gives a reason that a person understands. Passing proves nothing yet: the judge follows. Knows no model.
"""

from collections.abc import Callable, Sequence

from rag.domain import Article, CitedClaim, Evidence
from rag.support.parties import acting_party, attitude_holder, same_name
from rag.wording import Quantity, content_stems, names, negations, quantities, stem, topic_stems, words

# A paraphrase may use some words of its own; a claim most of whose words are new is not about the cited sentence.
NEW_WORDS_FOUND = 0.6
# The share of a question's own topic words that an article may lack and still be asked.
TOPIC_MAY_LACK = 0.5

_UP = frozenset(
    stem(word) for word in "rise rose risen increase gain grow grew climb jump surge soar expand widen".split()
)
_DOWN = frozenset(
    stem(word) for word in "fall fell fallen decrease drop decline shrink shrank plunge slump slide narrow".split()
)
_REFUSING = frozenset(
    stem(word)
    for word in """refuse reject deny decline ban halt end stop prevent rule cease cessation exclude oppose block forbid
    prohibit abandon cancel lack fail refrain rejected denied declined stopped""".split()
)

Check = Callable[[CitedClaim, str], str | None]


def failed_check(claim: CitedClaim, question: str) -> str | None:
    """Why `claim` can't stand on the words it cites, in a sentence for people; None where every check passes."""
    for check in _CHECKS:
        reason = check(claim, question)
        if reason:
            return reason
    return None


def _cited_words(claim: CitedClaim) -> str:
    return " ".join(evidence.quote for evidence in claim.evidence)


def _numbers(claim: CitedClaim, question: str) -> str | None:
    available = quantities(_cited_words(claim))
    around = _context_quantities(claim, question)
    for quantity in quantities(claim.text):
        if not any(quantity.agrees_with(other) for other in (*available, *around)):
            return f"the number {quantity} is not in the cited words"
    return None


def _context_quantities(claim: CitedClaim, question: str) -> Sequence[Quantity]:
    """Numbers that the question brought in count where the article, if not the sentence, has them too."""
    asked = quantities(question)
    articles = [quantities(f"{evidence.article.title}\n{evidence.article.text}") for evidence in claim.evidence]
    return [
        quantity for quantity in asked if any(quantity.agrees_with(other) for article in articles for other in article)
    ]


def _names(claim: CitedClaim, question: str) -> str | None:
    cited = words(_cited_words(claim))
    asked = words(question)
    for name in names(claim.text):
        if any(same_name(name, word) for word in cited):
            continue
        in_article = any(
            same_name(name, word) for e in claim.evidence for word in words(f"{e.article.title} {e.article.text}")
        )
        if not (in_article and any(same_name(name, word) for word in asked)):
            return f"the name {name} is not in the cited words"
    return None


def _new_words(claim: CitedClaim, question: str) -> str | None:
    new = content_stems(claim.text) - content_stems(question)
    if not new:
        return "it adds nothing to the question"
    cited = content_stems(_cited_words(claim))
    missing = sorted(word for word in new - cited if not any(same_name(word, other) for other in cited))
    if 1 - len(missing) / len(new) < NEW_WORDS_FOUND:
        return f"most of what it says ({', '.join(missing[:4])}) is not in the cited words"
    return None


def _negation(claim: CitedClaim, _question: str) -> str | None:
    """A claim may not drop or add a "not"; verbs such as "refuse" may stand for one."""
    cited = _cited_words(claim)
    claim_no, cited_no = negations(claim.text), negations(_nearest_clause(claim.text, cited))
    refuses = content_stems(claim.text) & _REFUSING
    if cited_no and not claim_no and not refuses:
        return "the cited words say “not” where the claim does not"
    if claim_no and not negations(cited) and not content_stems(cited) & _REFUSING:
        return "the claim says “not” where the cited words do not"
    return None


def _nearest_clause(claim: str, cited: str) -> str:
    """The stretch of the cited words from the first to the last word that the claim shares with them."""
    wanted = content_stems(claim)
    tokens = words(cited)
    shared = [index for index, word in enumerate(tokens) if stem(word) in wanted]
    return " ".join(tokens[shared[0] : shared[-1] + 1]) if shared else cited


def _direction(claim: CitedClaim, _question: str) -> str | None:
    said, cited = content_stems(claim.text), content_stems(_cited_words(claim))
    for one, other, way in ((_UP, _DOWN, "up"), (_DOWN, _UP, "down")):
        if said & one and not said & other and cited & other and not cited & one:
            return f"the claim goes {way} where the cited words go the other way"
    return None


def _party(claim: CitedClaim, _question: str) -> str | None:
    return another_party(claim.text, claim.evidence)


def another_party(statement: str, cited: Sequence[Evidence]) -> str | None:
    """Why the cited words are not the demand or remark of the party that `statement` gives it to; None where they may be.

    Looks only at statements that give somebody an attitude ("Russia's conditions", "Kyiv rejected"): what one party
    demands is never pinned on another. The nearest sentence that names a party decides.
    """
    claimed = attitude_holder(statement)
    if claimed is None:
        return None
    acting = next(
        (party for e in reversed(cited) if (party := acting_party(e.quote, e.article.text)) is not None), None
    )
    if acting is not None and acting != claimed:
        return f"the cited words are about {acting}, not {claimed}"
    return None


def off_topic(question: str, article: Article) -> str | None:
    """Why an article can't hold the answer at all: it lacks a name the question asks about, or most of its topic."""
    in_article = words(f"{article.title}\n{article.text}")
    stems = {stem(word) for word in in_article}
    for name in names(question):
        if stem(name) not in stems and not any(same_name(name, word) for word in set(in_article)):
            return f"the article does not mention {name}"
    named = {stem(name) for name in names(question)}
    topic = topic_stems(question) - named
    absent = sorted(word for word in topic if word not in stems)
    if topic and len(absent) / len(topic) > TOPIC_MAY_LACK:
        return f"the article does not mention {', '.join(absent[:3])}"
    return None


_CHECKS: tuple[Check, ...] = (_numbers, _names, _new_words, _negation, _direction, _party)
