"""Questions for several things, drafted a sentence of an article at a time: the question is turned into the beginning
of a statement, and the model completes it from each of the nearest sentences.

A free list names a few things of the first passage, and gives what one party asks for as another's; a statement that
begins by saying whose they are can't. Code decides what a draft rests on; all that is checked here is whether it may
be drafted.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import RunnableConfig

from rag.checking.demand_words import may_state_demand, states_demand
from rag.checking.identity import spokesmen_of
from rag.checking.judge import word_for_word
from rag.checking.scope import asks_for_demands, of_its_own_scope
from rag.checking.whose_demand import demand_of_another, is_demand_of, owner_of
from rag.domain import CitedClaim, DraftClaim, Evidence
from rag.drafting.draft import is_report
from rag.drafting.statement import begin_statement, draft_from_sentence
from rag.drafting.tie import cited_context
from rag.english import parse
from rag.english.deeds import is_passive
from rag.english.wording import content_stems
from rag.retrieval import Found

LISTED = 12
"""Sentences that are drafted from, a call each."""
WORTH_TELLING = 2
"""Words that a completed statement must add to the question: "are conditional support" tells nothing."""


def listed_drafts(
    model: BaseChatModel, question: str, found: Found, is_told: Callable[[Evidence], bool], config: RunnableConfig
) -> Iterator[DraftClaim]:
    """One draft from each of at most twelve sentences of `found`; none where the question becomes no statement.

    Where demands are asked for, sentences that state none are left out, and those that state one plainly come first. A
    sentence of which `is_told` says, when its turn comes, that a claim rests on it is not drafted from again. A reply
    that is the sentence itself completes nothing, and no judge is asked whether a sentence states itself: it is left to
    the claims in their own words.
    """
    begun = begin_statement(model, question, config) if found.ranked else ""
    for cited in _chosen(begun, found) if begun else ():
        if is_told(cited[-1]):
            continue
        asked, statement = (of_its_own_scope(text, cited) for text in (question, begun))
        draft = draft_from_sentence(model, asked, statement, cited, config)
        told = replace(draft, text=of_its_own_scope(draft.text, cited))
        added = content_stems(told.text) - content_stems(f"{question} {begun}")
        tells = (
            len(added) >= WORTH_TELLING and not word_for_word(CitedClaim(told.text, cited)) and _says_which(told.text)
        )
        if is_report(told.text) and tells:
            yield told


def _chosen(begun: str, found: Found) -> list[tuple[Evidence, ...]]:
    ranked, articles = list(found.ranked), found.articles
    if asks_for_demands(begun):
        stating = [piece for piece in ranked if may_state_demand(piece.quote)]
        owner, spokesmen = owner_of(begun), spokesmen_of(articles)
        ranked = sorted(
            stating, key=lambda piece: (not states_demand(piece.quote), not is_demand_of(owner, piece, spokesmen))
        )
    cited = (cited_context(piece, found) for piece in ranked)
    claims = (CitedClaim(begun, pieces, articles) for pieces in cited)
    return [claim.evidence for claim in claims if not demand_of_another(claim, "")][:LISTED]


def _says_which(text: str) -> bool:
    """Whether a statement says which things somebody's are. False for "the conditions are outlined"."""
    sentence = parse(text)
    for root in sentence.roots:
        theirs = any(
            sentence[each].role == "poss" or sentence[each].lemma == "of"
            for thing in sentence.below(root, "nsubj", "nsubjpass")
            for each in sentence.below(thing, "poss", "prep")
        )
        told_of = is_passive(sentence, root) or sentence.below(root, "acomp")
        # "are paid breaks": of what is told in the end, the parser may make an object.
        if theirs and told_of and not sentence.below(root, "dobj", "oprd", "attr", "ccomp"):
            return False
    return True
