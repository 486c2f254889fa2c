"""What turns a statement round: "not", an opposite verb, a dropped "may", "at least" for "at most". Compares two texts.

Each function gives why the claim does not follow from the cited words, or None. Knows nothing of names or numbers.
"""

import re

from rag.wording import content_stems, negations, stem, words

_NEGATOR = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|\w+n[’']t|den(?:y|ies|ied|ying)"
    r"|(?:refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|fail(?:s|ed|ing)?) to|rul(?:e|es|ed|ing) out|stopped short of)\b",
    re.IGNORECASE,
)
_NOT_NEGATING = re.compile(
    r"\bnot (?:only|just|merely|least)\b|\bwhether or not\b|\bno (?:doubt\b|(?:less|fewer|more) than\b)|\bno\.\s?(?=\d)",
    re.IGNORECASE,
)
# "Will not sign unless …", "not until …": what follows must come first, and is not denied.
_CONDITION = re.compile(r"[^.;:]*?\b(?:unless|until|without|except)\b(?P<first>[^.;:,]*)", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,;:.!?—–]|\b(?:but|although|while|whereas)\b", re.IGNORECASE)
_REACH = 3
"""How many content words after a "not" it may deny."""


def _stems(of: str) -> frozenset[str]:
    return frozenset(stem(word) for word in of.split())


_REFUSING = _stems(
    """refuse refusal reject deny decline ban halt end stop prevent rule exclude oppose block forbid prohibit abandon cancel
    lack fail refrain against dismiss unacceptable impossible unwilling unable absent away nobody exclude withhold"""
)
# A claim that has a word of one side, where the cited words have only the other's, goes the other way.
OPPOSITES = (
    (
        _stems("rise rose risen increase gain grow grew climb jump surge soar expand widen up higher"),
        _stems("fall fell fallen decrease drop decline shrink shrank plunge slump slide narrow down lower"),
    ),
    (
        _stems("accept agree approve welcome praise back endorse"),
        _stems("reject refuse refusal dismiss oppose condemn criticise criticize deny"),
    ),
    (_stems("lift ease"), _stems("impose tighten")),
    (_stems("allow permit"), _stems("ban forbid prohibit block")),
    (_stems("open reopen"), _stems("close shut")),
    (_stems("include"), _stems("exclude")),
    (_stems("before"), _stems("after")),
    (_stems("more"), _stems("less fewer")),
)
_PREFIXES = ("un", "non", "in", "im", "il", "ir", "dis")
_AT_LEAST = re.compile(r"\b(?:at least|no (?:less|fewer) than|(?:more than|over|above)(?=\s+[$£€\w]))", re.IGNORECASE)
_AT_MOST = re.compile(
    r"\b(?:at most|no more than|up to|(?:less|fewer) than|(?:under|below)(?=\s+[$£€]?\d))", re.IGNORECASE
)
_HEDGE = re.compile(
    r"\b(?P<maybe>may|might|could)\s+(?:be\s+)?(?P<first>\w+)"
    r"|\b(?:plan|plans|planned|expected|likely|set|due|about|hopes?|hoped|intends?) to\s+(?:be\s+)?(?P<then>\w+)"
)
_HEDGED = re.compile(
    r"\b(?:may|might|could|can|would|perhaps|possib\w+|potential\w*|likely|if|whether|consider\w*|suggest\w*)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|shall|plan\w*|expect\w*|set|due|about to|hop(?:e|es|ed)|inten[dt]\w*|to be)\b", re.IGNORECASE
)


def negation(claim: str, cited: str) -> str | None:
    """A claim may not drop or add a "not"; a verb of its own such as "refuse" may stand for one."""
    said = content_stems(claim)
    claim_no = len(negators(claim))
    own_refusal = (said & _REFUSING) - content_stems(cited)
    if not claim_no and not own_refusal and _denies(cited, said):
        return "the cited words say “not” where the claim does not"
    cited_refusal = (_all_stems(cited) & _REFUSING) - said
    if claim_no and not negators(cited) and not cited_refusal:
        return "the claim says “not” where the cited words do not"
    return None


def negators(text: str) -> list[re.Match[str]]:
    """Where `text` negates: each "not", "never", "denied" and their kin, in order; "not only" is none."""
    return list(_NEGATOR.finditer(_NOT_NEGATING.sub(lambda found: "x" * len(found.group()), text)))


def _denies(cited: str, said: frozenset[str]) -> bool:
    """Whether a "not" of the cited words denies a word that the claim repeats without it."""
    for found in negators(cited):
        if _states_condition(cited[found.end() :], said):
            continue
        after = cited[found.end() :].lstrip()
        denied = after.lstrip(",") if after.startswith(",") else _CLAUSE_END.split(after, maxsplit=1)[0]
        if not denied.strip():  # "They have not.": what was said before is denied
            denied = _CLAUSE_END.split(cited[: found.start()])[-1]
        reached = [stem(word) for word in words(denied) if content_stems(word)][:_REACH]
        if said & set(reached):
            return True
    return False


def _states_condition(after: str, said: frozenset[str]) -> bool:
    """Whether a "not" only sets a condition, "… unless …", and what the claim says is that condition."""
    found = _CONDITION.match(after)
    first = content_stems(found["first"]) if found else frozenset()
    return bool(first) and len(first & said) * 2 >= len(first)


def opposite(claim: str, cited: str) -> str | None:
    """Up for down, accepted for rejected; a "not" on one side alone turns a pair round once more, and is let pass."""
    said, there = _all_stems(claim), _all_stems(cited)
    if bool(negators(claim)) == bool(negators(cited)):
        for pair in OPPOSITES:
            for one, other in (pair, pair[::-1]):
                if said & one and not said & other and there & other and not there & one:
                    return f"the claim says “{min(said & one)}” where the cited words say “{min(there & other)}”"
    for prefix in _PREFIXES:
        for word in there - said:
            rest = word.removeprefix(prefix)
            if rest != word and len(rest) > 4 and rest in said - there:
                return f"the cited words say “{word}” where the claim says “{rest}”"
        for word in said - there:
            rest = word.removeprefix(prefix)
            if rest != word and len(rest) > 4 and rest in there - said:
                return f"the claim says “{word}” where the cited words say “{rest}”"
    return None


def _all_stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text))


def bound(claim: str, cited: str) -> str | None:
    """A claim may not say "at most" where the words say "at least"."""
    least, most = _bounds(claim)
    least_there, most_there = _bounds(cited)
    if (least and not most and most_there and not least_there) or (
        most and not least and least_there and not most_there
    ):
        return "the claim bounds a number from the other side than the cited words"
    return None


def _bounds(text: str) -> tuple[bool, bool]:
    without_most = re.sub(r"\bno more than\b", "at most", text, flags=re.IGNORECASE)
    plain = re.sub(r"\bno (?:less|fewer) than\b", "at least", without_most, flags=re.IGNORECASE)
    return bool(_AT_LEAST.search(plain)), bool(_AT_MOST.search(plain))


def certainty(claim: str, cited: str) -> str | None:
    """What may happen is not what happens: a claim keeps the "may", and what is planned is not yet done."""
    for found in _HEDGE.finditer(cited):
        clauses = _clauses_with(stem(found["first"] or found["then"]), claim)
        kept = any(_HEDGED.search(clause) or (found["then"] and _AHEAD.search(clause)) for clause in clauses)
        if clauses and not kept and negations(claim) == 0:
            return f"the cited words say “{found.group()}” where the claim is certain"
    return None


def _clauses_with(wanted: str, text: str) -> list[str]:
    return [clause for clause in _CLAUSE_END.split(text) if wanted in content_stems(clause)]
