"""What turns a sentence round without a new name or number: a "not", an opposite, a quantifier, a plan made a fact.

Each takes a claim and yields false ones, the likelier to be fluent first. Conditions and questions are left alone:
"asked whether it was safe" says much the same with a "not" in it.
"""

import re
from collections.abc import Iterator
from random import Random

from eval.mutate.text import NEGATION, clause_around, clause_before, past, plain_forms, replaced, unquoted

_DOUBT = re.compile(
    r"\b(?:if|whether|unless|until|while|only|all|every|each|both|any|few|neither|hardly|barely|ask(?:s|ed)?|than)\b",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(
    r"\b(?P<word>is|are|was|were|will|would|can|could|must|should)\b"
    r"(?!\s(?:not|also|already|still|just|now|only|never|then)\b)"
    r"|\b(?P<perfect>has|have|had)\b(?=\s(?:been|\w+ed|won|made|set|given|taken|gone|held|said|told|put|grown|risen|fallen"
    r"|found|lost)\b)"
)
_SUBJECT_AND_VERB = re.compile(
    r"(?P<subject>\b(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|who|which|(?!The |Its |A |His |Her |Their )[A-ZÀ-Þ][\w’]+"
    r"|(?:[Tt]he|[Ii]ts|[Aa]|[Hh]is|[Hh]er|[Tt]heir) [a-z]+)\s)"
    r"(?P<verb>[a-z]+)\b(?!\sby\b)"
)
_SAYING = frozenset("say add tell warn announce promise argue ask".split())
_DROPPED = (
    (
        (
            r"\b(?:is|are|was|were|will|would|could|should|must|has|have|had|may|might|can)(?P<cut> not)\b"
            r"(?! (?:only|just|merely|yet|until)\b)"
        ),
        "",
    ),
    (r"\b(?P<cut>cannot)\b", "can"),
    (r"\b(?:is|was|are|were|does|do|did|could|would|should|has|have|had)(?P<cut>n[’']t)\b", ""),
    (r"\b(?P<cut>(?:has|have) not yet)\b", None),
    (r"\b(?P<cut>no longer)\b", "still"),
    (r"\b(?P<cut>[Nn]o one|[Nn]obody)\b(?![’'])", "somebody"),
    (r"\b(?P<cut>[Nn]othing)\b", "something"),
    (r"\b(?P<cut>[Nn]one of)\b", "all of"),
    (r"\b(?P<cut>[Nn]ot one of)\b", "one of"),
    (r"\b(?P<cut>without)\b(?! (?:\w+ing|preconditions)\b)", "with"),
    (r"\b(?P<cut>never)\b ", ""),
    (r"\b(?P<cut>no)\b(?= (?!less\b)[a-z]+s\b(?<!ss))", "some"),
    (r"\b(?P<cut>no)\b(?= (?!more|less|fewer|doubt|than|matter|longer|one)[b-df-hj-np-tv-z][a-z]+\b(?<![^s]s))", "a"),
)
_NOT_DO = re.compile(r"\b(?P<did>did|does|do) not (?P<verb>[a-z]+)\b")

_DIRECTIONS = """rose fell|fell rose|rises falls|falls rises|risen fallen|fallen risen|rising falling|falling rising
|increased decreased|decreased increased|an_increase a_decrease|lower higher|higher lower|gained lost|grew shrank|grown shrunk
|won lost|beat lost_to|accepted rejected|rejected accepted|supported opposed|opposed supported|backed opposed|praised criticised
|criticised praised|before after|after before|earlier later|later earlier|above below|below above|largest smallest
|smallest largest|highest lowest|lowest highest|longest shortest|shortest longest|oldest newest|best worst|lifted imposed
|eased tightened|easing tightening|opened closed|closed opened|reopened closed|opens closes|started ended|began ended|ended began
|begins ends|profit loss|sold bought|bought sold|joined left|allowed forbade|confirmed denied|denied confirmed|longer shorter
|shorter longer|faster slower|slowly quickly|cheaper dearer|dearer cheaper|more_than less_than|fewer_than more_than
|less_than more_than|up_from down_from|north south|south north|east west|west east|northern southern|southern northern
|eastern western|western eastern|upstream downstream|morning evening|evening morning|arriving leaving|arrived left
|lengthened shortened|extended shortened|resumed suspended|upper lower|acquitted convicted|smaller larger|larger smaller
|bigger smaller|voted_against voted_for|voted_for voted_against|is_closed is_open|was_closed was_open|is_open is_closed
|are_closed are_open|remain_closed remain_open|remain_open remain_closed|remained_open remained_closed|stay_open stay_closed"""  # noqa: E501
_PHRASES = {row.split()[0].replace("_", " "): row.split()[1].replace("_", " ") for row in _DIRECTIONS.split("|")}
# Verbs in their plain form, which may also be nouns: only where something before them makes them verbs.
_PLAIN = """\
rise fall|fall rise|increase decrease|raise lower|win lose|accept reject|reject accept|support oppose|lift impose
|close open|open close|reopen close|begin end|end begin|buy sell|sell buy|shrink grow|grow shrink|allow forbid|extend shorten
|resume suspend|remain cease"""  # noqa: E501
_VERBS = dict(row.split() for row in _PLAIN.split("|"))
_RAISED = re.compile(
    r"\b(?:raised|lowered)\b"
    r"(?= (?:again|(?:[\w’]+ ){0,4}?(?:rates?|prices?|sales|levels?|offer|forecasts?|tax|fares|limit))\b)"
)
_WAY = re.compile(
    rf"(?<![\w-])(?:(?P<phrase>{'|'.join(sorted(_PHRASES, key=len, reverse=True))})"
    rf"|(?:(?<=to )|(?<=will )|(?<=would )|(?<=may )|(?<=could )|(?<=must ))(?P<verb>{'|'.join(_VERBS)}))"
    r"(?![\w-]| [\d,]+ people)"
)
# "Looked after", "named after", "no later": words that point no way here.
_NO_DIRECTION = re.compile(
    r"\b(?:look\w*|named|called|soon|shortly|the) after$|\bno (?:later|longer)$|\bsooner or later$|\bnot before$"
    r"|\bday after$|\bmuch longer$|\battempt to sell$",
    re.IGNORECASE,
)
_QUANTIFIERS = (
    (r"\b(?P<cut>(?:nearly|almost) all)\b(?= (?:of |the |its |their )?\w+)", "hardly any of the"),
    (r"(?<!at )(?<!after )(?<!above )(?<!of )\b(?P<cut>all of)\b", "only some of"),
    (r"(?<!at )(?<!after )(?<!above )\b(?P<cut>all)\b(?= (?:the|its|their|his|her|these|those) )", "only some of"),
    (
        r"(?<!at )(?<!after )(?<!above )\b(?P<cut>all)\b(?= (?!but|over|right|along|the|three|two|four|but)[a-z]+s\b)",
        "only some",
    ),
    (r"\b(?P<cut>most of)\b", "hardly any of"),
    (r"(?:^|, |that )(?P<cut>most)\b(?= (?:\w+ )?\w+s\b)", "few"),
    (r"\b(?P<cut>many of)\b", "none of"),
    (r"(?<!how )(?<!as )(?<!too )(?<!so )\b(?P<cut>many)\b(?= [a-z]+s\b)", "few"),
    (r"(?<!how )(?<!as )(?<!too )\b(?P<cut>much of)\b", "little of"),
    (r"(?<!a )(?<!the )\b(?P<cut>few)\b(?= (?:of|in|people|[a-z]+s)\b)", "many"),
    (
        r"\b(?P<cut>every)\b(?= (?!two|three|four|twenty|second|other|day|week|month|year|hour|night)[a-z]+ )",
        "hardly any",
    ),
    (r"\b(?P<cut>each of)\b", "none of"),
    (r"\b(?P<cut>always)\b", "never"),
    (r"\b(?P<cut>often|usually)\b", "hardly ever"),
    (r"\b(?P<cut>at least)\b(?= [\d£$€a-z])", "at most"),
    (r"\b(?P<cut>no fewer than|no less than)\b", "no more than"),
    (r"\b(?P<cut>no more than|at most)\b", "at least"),
    (r"(?<!at )\b(?P<cut>up to)\b(?= [\d£$€]| \w+ (?:metres|hours|days|people|years))", "at least"),
    (r"\b(?P<cut>some|several) of\b", "none"),
    (r"\b(?P<cut>some|several)\b(?= [a-z]+s\b)", "no"),
    (r"\b(?P<cut>(?:(?:about|nearly|almost|more than|over) )?half of)\b", "all of"),
    (r"\b(?P<cut>both of)\b", "neither of"),
    (r"\b(?P<cut>everyone|everybody)\b", "nobody"),
    (r"\b(?P<cut>only) (?=\d|two|three|four|five|six|seven|eight|nine|ten)", "more than"),
)
_MAYBE = re.compile(
    r"\b(?:may|might|could) (?:have (?P<have>[a-z]+ed)|(?P<be>be) (?P<then>[a-z]+(?:ed|en))"
    r"|(?P<verb>(?!not\b|be\b|have\b|also\b|only\b|still\b|well\b|then\b)[a-z]+))\b"
)
_AHEAD = re.compile(
    r"(?P<plan>\b(?:will|(?:is|are) (?:about )?to|(?:is|are|was|were) (?:expected|due|set|likely|planned|meant) to"
    r"|(?<!has )(?<!have )(?<!had )(?<!its )(?<!the )(?<!of )(?<!their )plans to"
    r"|(?:planned|hopes|intends|aims|wants|expects|promised|agreed) to"
    r"|(?:(?<=that he )|(?<=that she )|(?<=that it )|(?<=said it )|(?<=said he )|(?<=said she ))would)) (?P<be>be )?"
    r"(?P<verb>(?!(?:not|be|have|also|never|only|soon)\b)[a-z]+)\b"
)
_CONDITION = re.compile(
    r"\b(?:if|unless|once|until|when|next|den(?:y|ied|ies)|refus\w+|ruled? out|reject\w*)\b", re.IGNORECASE
)


def negation_added(claim: str, rng: Random) -> Iterator[str]:
    """`claim` with a "not" put into a clause that has none; nothing for a question."""
    visible = unquoted(claim)
    if claim.rstrip('”"').endswith("?"):
        return
    auxiliaries = [found for found in _AUXILIARY.finditer(visible) if _plain(visible, found)]
    rng.shuffle(auxiliaries)
    for found in auxiliaries:
        yield replaced(
            claim, found.start(), found.end(), "cannot" if found.group() == "can" else f"{found.group()} not"
        )
    for found in _SUBJECT_AND_VERB.finditer(visible):
        verb = plain_forms().get(found["verb"])
        # "The truce is over, he did not say": a remark with its speaker at the end has no place for a "not".
        at_the_end = verb in _SAYING and re.search(r"[,”\"] $", claim[: found.start()])
        if verb and not at_the_end and _plain(visible, found):
            yield replaced(claim, found.start("verb"), found.end("verb"), f"did not {verb}")


def _plain(text: str, found: re.Match[str]) -> bool:
    clause = clause_around(text, found.start())
    return not NEGATION.search(clause) and not _DOUBT.search(clause_before(text, found.start()))


def negation_dropped(claim: str, rng: Random) -> Iterator[str]:
    """`claim` without one of its negations; only where it has just one, so that no second one keeps it true."""
    visible = unquoted(claim)
    if len(NEGATION.findall(visible)) != 1 or re.search(r"\bnot\b.*\bbut\b", visible):
        return
    for found in _NOT_DO.finditer(visible):
        verb = found["verb"]
        said = past(verb) if found["did"] == "did" else verb + ("s" if found["did"] == "does" else "")
        yield _affirmed(claim, found.start(), found.end(), said)
    for pattern, new in rng.sample(_DROPPED, len(_DROPPED)):
        for found in re.finditer(pattern, visible):
            said = found["cut"].replace("not yet", "already") if new is None else _cased(found["cut"], new)
            yield _affirmed(claim, found.start("cut"), found.end("cut"), said)


def _affirmed(claim: str, start: int, end: int, new: str) -> str:
    """`claim` with `new` at `[start, end)`, and the "any" that went with a "not" made "some"."""
    return replaced(claim, start, len(claim), new + re.sub(r"\bany\b", "some", claim[end:], count=1))


def direction(claim: str, rng: Random) -> Iterator[str]:
    """`claim` with one word that points a way changed for its opposite: rose for fell, before for after."""
    visible = unquoted(claim)
    places = [found for found in _WAY.finditer(visible) if not _NO_DIRECTION.search(visible[: found.end()])]
    places += _RAISED.finditer(visible)
    rng.shuffle(places)
    for found in places:
        old = found.group()
        new = _PHRASES.get(old) or _VERBS.get(old) or {"raised": "lowered", "lowered": "raised"}[old]
        yield replaced(claim, found.start(), found.end(), new)


def quantifier(claim: str, rng: Random) -> Iterator[str]:
    """`claim` with "all" made "only some", "at least" made "at most", "many" made "few"."""
    visible = unquoted(claim)
    for pattern, new in rng.sample(_QUANTIFIERS, len(_QUANTIFIERS)):
        for found in re.finditer(pattern, visible, re.IGNORECASE):
            if not NEGATION.search(clause_around(visible, found.start()).replace(found.group(), "")):
                yield replaced(claim, found.start("cut"), found.end("cut"), _cased(found["cut"], new))


def modality(claim: str, rng: Random) -> Iterator[str]:
    """`claim` with what only may be made certain ("may close" to "closed"), or what is planned made done."""
    visible = unquoted(claim)
    places = [*_MAYBE.finditer(visible), *_AHEAD.finditer(visible)]
    rng.shuffle(places)
    for found in places:
        clause = clause_around(visible, found.start())
        if NEGATION.search(clause) or _CONDITION.search(clause) or _DOUBT.search(clause_before(visible, found.start())):
            continue
        if visible[: found.start()].endswith(" that "):
            continue
        if done := _done(found, visible[: found.start()]):
            yield replaced(claim, found.start(), found.end(), done)


def _done(found: re.Match[str], before: str) -> str | None:
    """The verb of `found` told as a fact: "may close" gives "closed", "will be closed" gives "was closed".

    None where no subject stands right before it to tell whether it "was" or "were". `before` is the text before it.
    """
    names = found.groupdict()
    if names.get("have"):
        return str(names["have"])
    many = bool(re.search(r"(?:[^s]s|people|children|they|and \w+) $", before)) or found.group().startswith("are ")
    if names["be"]:
        if not before.rstrip()[-1:].isalpha() or before.endswith((" and ", " which ", " who ", " that ")):
            return None
        done = names.get("then") or names["verb"]
        return f"{'were' if many else 'was'} {done}"
    return past(str(names["verb"]))


def _cased(old: str, new: str) -> str:
    return new[:1].upper() + new[1:] if old[0].isupper() else new
