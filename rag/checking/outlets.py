"""Through whom somebody's words came to the article, and who translated them, where the parsed sentence says so.

"Told Reuters", "in an interview with the newspaper Izvestia", "wrote on Telegram", "through an interpreter". A name
counts as an outlet only where outlets.toml has it, its last word is one that papers bear, or the article calls it one.
"""

import re
import tomllib
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from pathlib import Path

from rag.checking.parsed_sentences import Heard
from rag.english.naming import bare_name, core, description
from rag.english.words import Parsed

_KINDS = frozenset(
    """agency newswire newspaper daily weekly magazine broadcaster channel television tv radio station network site
    website outlet media podcast tabloid journal""".split()
)
_OF_KIND = frozenset("state national public local foreign domestic official state-run news radio television tv".split())
_POSTS = frozenset("post message video statement thread account channel".split())
_SPOKEN_FOR = re.compile(r"spokes\w+|lawyer|solicitor|agent|attorney|aide|publicist|representative")
_LEADS = frozenset("prep pobj pcomp dobj dative appos agent acl conj compound parataxis advcl npadvmod".split())
_WAYS = frozenset("to in on with by for via of through".split())
_THROUGH = frozenset("through via with of".split())


@cache
def _lists() -> dict[str, frozenset[str]]:
    table = tomllib.loads((Path(__file__).parent / "outlets.toml").read_text(encoding="utf-8"))
    return {name: frozenset(word.replace("~", " ") for word in words.split()) for name, words in table.items()}


@lru_cache(maxsize=1024)
def is_outlet(name: str) -> bool:
    """Whether `name` is that of a paper, an agency or a broadcaster: one we know, or one named as they are."""
    bare = re.sub(r"^[Tt]he\s+|[’']s?$", "", name)
    first, *rest = bare.split() or [""]
    known = _lists()["agencies"] | _lists()["outlets"]
    named_so = rest and (rest[-1] in _lists()["endings"] or first in {"Radio", "TV", "Television", "Channel"})
    return bare in known or f"The {bare}" in known or bool(named_so)


def via(there: Heard) -> str | None:
    """Through whom the words of a sentence came, as it writes it; None where it does not say, or names two."""
    sentence = there.sentence
    said = {saying.at for saying in there.said}
    speaks = {saying.who for saying in there.outer}
    places = [at for at in range(len(sentence)) if at in speaks or _leads_to(sentence, at, said)]
    for read in (outlet_at, _platform, _spokesman):
        if found := {name for at in places if at not in there.quoted and (name := read(sentence, at))}:
            return found.pop() if len(found) == 1 else None
    return None


def translated_by(there: Heard) -> str | None:
    """Who put the words of a sentence into the article's language, as it writes it; None where it does not say."""
    sentence = there.sentence
    for at, word in enumerate(sentence.words):
        over = sentence[word.head]
        done_by = over.text == "by" and sentence[over.head].lemma in {"translate", "interpret", "translation"}
        if word.role == "pobj" and (
            done_by or (word.lemma in {"interpreter", "translator"} and over.lemma in _THROUGH)
        ):
            return description(sentence, at)
    return None


def outlet_at(sentence: Parsed, at: int) -> str | None:
    """The outlet that the noun at `at` names, as it stands there; None where it is none."""
    word = sentence[at]
    if not word.tag.startswith("N") or word.role == "compound":
        return None
    name = bare_name(sentence, at)
    if word.tag.startswith("NNP") and is_outlet(name):
        return f"the {name}" if sentence.below(at, "det") and not name.startswith("The ") else name
    if word.text.lower() not in _KINDS:
        return None
    beside = next((each for each in sentence.below(at, "appos") if sentence[each].tag.startswith("NNP")), None)
    if beside is not None:
        name = bare_name(sentence, beside)
        return name if is_outlet(name) else f"{core(sentence, at)} {name}"
    kinds = [sentence[each] for each in sentence.below(at, "compound", "amod")]
    return core(sentence, at) if any(each.text.lower() in _OF_KIND or each.name == "NORP" for each in kinds) else None


def _leads_to(sentence: Parsed, at: int, said: AbstractSet[int]) -> bool:
    """Whether the noun at `at` stands for a way that words took: "told Reuters", "in an interview with", "quoted by".
    One in what is said does not. `said` are the places of the verbs by which the sentence says something.
    """
    word = sentence[at]
    if word.role not in {"pobj", "dobj", "dative", "appos", "npadvmod", "compound"}:
        return False
    if word.role == "pobj" and sentence[word.head].text.lower() not in _WAYS:
        return False
    by_agent = False
    for above in (at, *sentence.above(at)):
        role, over = sentence[above].role, sentence[above].head
        if role == "acl" and not by_agent:
            return False
        by_agent |= role == "agent"
        if role not in _LEADS:
            return role == "nsubj" and by_agent
        if over in said:
            return True
    return False


def _platform(sentence: Parsed, at: int) -> str | None:
    word, over = sentence[at], sentence[sentence[at].head]
    name = bare_name(sentence, at) if word.tag.startswith("NNP") else word.text
    placed = word.role == "pobj" and over.text.lower() in {"on", "to", "via"}
    shown = placed or (word.role in {"compound", "nmod"} and over.lemma in _POSTS)
    return name if shown and (name == "X" or name in _lists()["platforms"]) else None


def _spokesman(sentence: Parsed, at: int) -> str | None:
    word = sentence[at]
    through = word.role == "pobj" and sentence[word.head].text.lower() in {"through", "via"}
    own = through and not sentence.below(at, "poss") and _SPOKEN_FOR.fullmatch(word.lemma)
    return core(sentence, at) if own else None
