"""What all mutations need of a text: its words outside quotations, one stretch replaced, and verbs in another form.

A mutation inside quotation marks would be a misquotation, which the product finds by looking it up: nothing is changed
there. Knows no kind of mutation.
"""

import re
from functools import cache

_QUOTATION = re.compile(r"“[^”]*(?:”|\Z)|\"[^\"]*(?:\"|\Z)")
_CLAUSE_END = re.compile(r"[,;:.!?–—]\s|\b(?:but|and|although|while|whereas)\b")
NEGATION = re.compile(r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot)\b|n[’']t\b", re.IGNORECASE)

_IRREGULAR = """\
be was|become became|begin began|break broke|bring brought|build built|burst burst|buy bought|catch caught
|choose chose|come came|cost cost|cut cut|do did|draw drew|drive drove|fall fell|feel felt|find found
|fly flew|get got|give gave|go went|grow grew|have had|hear heard|hold held|keep kept|lay laid|lead led
|know knew|learn learnt|leave left|let let|lie lay|lose lost|make made|mean meant|meet met|pay paid|put put
|read read|rise rose|run ran|say said|see saw|sell sold|send sent|set set|shrink shrank|shut shut|sink sank
|sit sat|speak spoke|spend spent|stand stood|stick stuck|strike struck|take took|tell told|think thought
|understand understood|undertake undertook|wear wore|win won|withdraw withdrew|withhold withheld|write wrote
|spread spread|bear bore"""
_REGULAR = """\
accept accuse add admit agree allow announce answer apply approve argue arrive ask attack back ban blame call
carry change claim close complete confirm consider continue count cover cross decide declare demand deny describe discover discuss
drop employ end examine expect express fail follow gather halt help increase injure insist inspect join kill last launch lift live
lower measure move name need offer open order own pass plan play plead produce promise propose publish raise reach receive record
refuse reject release remain remove repeat replace reply report resign return ruin score serve sign spot start state stay
stop suggest support suspend swap taste travel treat turn use visit vote walk want warn watch welcome work"""  # noqa: E501
_DOUBLED = frozenset("stop plan ban drop admit commit refer permit ship swap".split())


def unquoted(text: str) -> str:
    """`text` with every character of its quotations replaced by a space, so that offsets stay what they are."""
    return _QUOTATION.sub(lambda found: " " * len(found.group()), text)


def replaced(text: str, start: int, end: int, new: str) -> str:
    """`text` with `new` in the place of `[start, end)`, without double spaces, and its first letter a capital."""
    made = f"{text[:start]}{new}{text[end:]}"
    made = re.sub(r"(?<=\S) {2,}", " ", made).replace(" ,", ",").replace(" .", ".").strip()
    return made[:1].upper() + made[1:]


def clause_before(text: str, at: int) -> str:
    """The beginning, up to offset `at`, of the clause that this offset is in."""
    return _CLAUSE_END.split(text[:at])[-1]


def clause_around(text: str, at: int) -> str:
    """The whole clause that holds offset `at`."""
    return clause_before(text, at) + _CLAUSE_END.split(text[at:], maxsplit=1)[0]


def past(verb: str) -> str:
    """The simple past of a verb given in its plain form."""
    return _irregular().get(verb, _regular(verb))


@cache
def plain_forms() -> dict[str, str]:
    """Simple past to plain form, for the verbs that we know and whose two forms differ: "took" to "take"."""
    known = {_regular(verb): verb for verb in _REGULAR.split()}
    return known | {was: verb for verb, was in _irregular().items() if was != verb and verb not in {"be", "have", "do"}}


@cache
def _irregular() -> dict[str, str]:
    return dict(row.split() for row in _IRREGULAR.split("|"))


def _regular(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ied"
    return f"{verb}{verb[-1]}ed" if verb in _DOUBLED else f"{verb}ed"
