"""What may happen, is planned, asked for or alleged is not what happened: a claim keeps the caution of the words it cites.

The words after a "may" or "plans to" are looked up in the claim; what stands there as certain, or as done, is rejected.
"""

import re
from dataclasses import dataclass

from rag.support.aligned import Word, best, clause_of, following, is_past, places, read
from rag.support.denials import denials

# What may be, whoever says so: "the mayor said that it may" is not "the mayor said that it does". What could be seen was seen.
_POSSIBLE = re.compile(
    r"\b(?:may|might|could(?! be (?:seen|heard|felt|smelt)\b)|perhaps|possibly|potentially|probably"
    r"|(?:(?:is|are|was|were|been|be|looks?|seems?|seem(?:ed)?) )?(?:un)?likely to)\b",
    re.IGNORECASE,
)
_LEFT_OPEN = re.compile(
    r"\b(?:may|might|could|can|would|should|must|ought|perhaps|maybe|possib\w+|potential\w*|probab\w+|likely|unlikely|if|whether|unclear|uncertain|apparently|appears?|seems?"
    r"|consider\w*|mull\w*|suggest\w*|propos\w+|option|idea|hop(?:e|es|ed|ing)|think|thinks|thought|believ\w*|suspect\w*|expect\w*|forecast\w*|predict\w*|warn\w*|fear\w*"
    r"|threat\w*|risk\w*|chance|danger|prospect|worr\w*|speculat\w*|doubt\w*|alleg\w+|reportedly|supposedly|rumou?r\w*|accus\w+|charg\w+|not (?:be )?(?:sure|certain|clear)|open to"
    r"|permi(?:t|ts|tted|ssion)|allow\w*|entitle\w*|able|free to|up to|right to|willing|ready|capab\w*|capacity|sometimes|often|some|usually|tends?"
    r"|(?:plan|plans|planned|planning|intend\w*|aim\w*|offer\w*|tr(?:y|ies|ied|ying)|want\w*|seek\w*|sought) to)\b",
    re.IGNORECASE,
)
# What is wished, proposed or alleged: none of it has happened for all the words say.
_MAYBE = re.compile(
    r"\b(?:allegedly|reportedly|supposedly|considers?|considering|mulls?|mulling|weighing|contemplating"
    r"|call(?:s|ed|ing)? for|propos(?:es?|ed|ing)(?: to)?|suggest(?:s|ed|ing)?(?: to)?|recommend(?:s|ed|ing)?|urg(?:es?|ed|ing)|asks? for|asked for|seeks? to|seeking|sought to"
    r"|accused of|suspected of|charged with|allegations? (?:of|that)|alleg(?:es?|ed|ing)(?: that)?|believed? (?:that|to)|(?<!do not )(?<!not )believes?(?: that)?"
    r"|wants? to|wanted to|hop(?:es?|ed|ing) (?:to|for)|intend(?:s|ed|ing)? to|aim(?:s|ed|ing)? to|tr(?:y|ies|ied|ying) to|threaten(?:s|ed|ing)? to|offer(?:s|ed|ing)? to|demand(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
# "The council may" grants as often as it doubts; "in May" is a month.
_MONTH = re.compile(r"\bMay\b")
_AHEAD = re.compile(
    r"\b(?:will|would|shall|(?:is|are|was|were) (?:about |set |due |expected |likely |planned |scheduled |meant |supposed |ready )?to|plan(?:s|ned|ning)? to|plan(?:s|ning) (?:an?|the)|expect(?:s|ed|ing)?(?: to)?"
    r"|promis(?:es?|ed|ing) to|agree(?:s|d|ing)? to|undertook to|undertaken to|vow(?:s|ed)? to|pledg(?:es?|ed) to|can be|set to|due to|about to)\b",
    re.IGNORECASE,
)
_CAUTIOUS = re.compile(
    r"\b(?:may|might|could|can|would|should|must|perhaps|possib\w+|potential\w*|probab\w+|likely|unlikely|if|whether|consider\w*|mull\w*|suggest\w*|propos\w+|recommend\w*"
    r"|call(?:s|ed|ing)? for|appeal\w*|urg\w+|ask\w*|request\w*|seek\w*|sought|want\w*|wish\w*|hop(?:e|es|ed|ing)|intend\w*|inten[dt]\w*|aim\w*|tr(?:y|ies|ied|ying) to|attempt\w*|threat\w*"
    r"|alleg\w+|reported\w*|suppose\w*|accus\w+|suspect\w*|charg\w+|acquit\w*|cleared of|not guilty|on trial|claim\w*|belie\w+|think\w*|thought|expert\w*|according to|said|says|told|demand\w*|requir\w+|need\w*|insist\w*|condition\w*"
    r"|offer\w*|idea|plan\w*|discuss\w*|consult\w*|study|studying|examin\w*|to be|look\w* at|question\w*|support\w*|favou?r\w*|willing|ready|option|permi\w+|allow\w*|entitle\w*|up to|able|chance|risk|fear\w*|expected?|forecast\w*|predict\w*|warn\w*)\b",
    re.IGNORECASE,
)
_STILL_AHEAD = frozenset(
    """will 'll shall would may might could can should must to plan plans planned expected due hopes hoped intends intended promised
    agreed pledged vowed not""".split()
)
# Verbs whose past looks like their plain form.
_ALIKE = frozenset("cost cut set put shut hit let hurt spread burst shed cast quit split read".split())
_SHORT = 6  # words
_BEFORE = 4


@dataclass(frozen=True, slots=True)
class _Kind:
    opens: re.Pattern[str]
    kept: re.Pattern[str] | None
    told: str


_KINDS = (
    _Kind(_POSSIBLE, _LEFT_OPEN, "the cited words say “{}” where the claim is certain"),
    _Kind(_MAYBE, _CAUTIOUS, "the cited words say “{}” where the claim is certain"),
    _Kind(_AHEAD, None, "the cited words say “{}”; the claim tells it as done"),
)


def certainty(claim: str, cited: str) -> str | None:
    """Why `claim` is surer than `cited`, or tells what is planned as done; None where it is not."""
    said, there = read(claim), read(cited)
    for kind in _KINDS:
        for found in kind.opens.finditer(_MONTH.sub("mmm", cited)):
            if kind.kept and any(word.lemma in _caution_of(found.group()) for word in said):
                continue
            opened = max((at for at, word in enumerate(there) if word.end <= found.end()), default=None)
            if opened is not None and _told_otherwise(opened, there, said, claim, cited, kind):
                return kind.told.format(cited[found.start() : found.end()])
    return None


def _caution_of(opening: str) -> frozenset[str]:
    """The lemmas of a caution that is a word of its own: "proposed", but not "may"."""
    return frozenset(
        word.lemma for word in read(opening) if word.content and word.low not in {"set", "due", "expected"}
    )


def _told_otherwise(
    opened: int, there: tuple[Word, ...], said: tuple[Word, ...], claim: str, cited: str, kind: _Kind
) -> bool:
    """Whether the claim has the word after the caution, in the same surroundings, without any caution of its own."""
    for place in _governed(there, opened):
        head = there[place]
        if any(place in each.scope for each in denials(cited)):
            return False
        candidates = [at for at in places(said, head) if said[at].content or said[at].lemma == head.lemma]
        for at in best(there, place, said, candidates):
            text = _around(claim, said, at)
            kept = kind.kept.search(text) if kind.kept else _ahead_of(said, at)
            if kept or _elsewhere_certain(said, at, there, place) or any(at in each.scope for each in denials(claim)):
                return False
            return kind.kept is not None or _done(said, at, head)
    return False


def _ahead_of(said: tuple[Word, ...], at: int) -> bool:
    """Whether the words shortly before a word put it in the future, or in somebody's plans."""
    return any(word.low in _STILL_AHEAD for word in said[max(0, at - _BEFORE) : at] if word.clause == said[at].clause)


def _around(claim: str, said: tuple[Word, ...], at: int) -> str:
    """The clause of the word at `at`, with its neighbours where it is short: "a full, immediate ceasefire" has commas only."""
    clause = clause_of(said, at)
    if len(clause) < _SHORT and clause[0].low not in {"and", "or", "nor"}:
        clause = [word for word in said if abs(word.clause - said[at].clause) <= 1]
    word = said[at]
    return f"{claim[clause[0].start : word.start]} {claim[word.end : clause[-1].end]}"


def _governed(there: tuple[Word, ...], opened: int) -> list[int]:
    """The place of the word that the caution at `opened` speaks of: the next verb, "be" only where nothing else follows."""
    return following(there, opened, 1)


def _done(said: tuple[Word, ...], at: int, head: Word) -> bool:
    """Whether the word at `at` tells something as over: a verb in the past, or what "was" or "has" stands before."""
    before = [word.low for word in said[max(0, at - 3) : at] if word.clause == said[at].clause]
    helped = bool({"was", "were", "had", "has", "have", "been"} & set(before))
    alone = (is_past(said[at].text) or said[at].low in _ALIKE) and not {"is", "are", "be", "being"} & set(before)
    return alone or (helped and (said[at].lemma == head.lemma))


def _elsewhere_certain(said: tuple[Word, ...], at: int, there: tuple[Word, ...], place: int) -> bool:
    """Whether the claim's word rather stands in the place of the same word elsewhere in the cited words."""
    candidates = [other for other, word in enumerate(there) if word.lemma == said[at].lemma]
    return bool(candidates) and place not in best(said, at, there, [*candidates, place])
