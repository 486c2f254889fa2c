"""Through whom somebody's words came to the article, and who translated them, where the sentence says so.

"Told Reuters", "in an interview with the newspaper Izvestia", "wrote on Telegram", "through an interpreter". A name counts as
an outlet only where outlets.toml has it, its last word is one that papers bear, or the article calls it one.
"""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from rag.support.phrases import NAME

_KIND = (
    r"(?:(?:state|national|public|local|private|official|independent|daily|weekly|business|German|French|British|American|US|U\.S\."
    r"|[A-ZÀ-Þ]\w+(?:n|sh|ese|ch|i)|state-run|state-owned|news|radio|television|TV|online|sports|regional|the)\s+){0,4}"
    r"(?:news agency|newswire|newspaper|daily|weekly|magazine|broadcaster|channel|television|TV|radio|radio station|network|news site|news website"
    r"|outlet|media|podcast|platform|agency|tabloid|journal|website)"
)
_BARE_KIND = re.compile(
    rf"(?:(?:the|a|an)\s+)?(?:state|national|public|local|foreign|domestic|official|state-run|[A-ZÀ-Þ]\w+(?:n|sh|ese|ch|i))\s+(?:{_KIND})"
)
_TO = (
    r"\b(?:told|tells|telling|spoke to|speaking to|speaks to|talking to|interview(?:ed)? (?:with|by|on|for|to|in)|(?:comments?|remarks?|statement) (?:to|on|in|carried by|published by|broadcast (?:by|on))"
    r"|wrote (?:in|for)|writing in|(?:said|says|speaking|appearing) on|(?:quoted|cited|reported|seen) by|(?:programme|program|show|podcast) (?:of|on)"
    r"|(?:interview|comments?|remarks?|statement|letter|article|column|op-ed|essay|speech) (?:(?:that|which) )?(?:was |were )?(?:published|broadcast|aired|carried) (?:in|on|by)"
    r"|(?:op-ed|opinion piece|article|essay|column|letter) (?:in|for|to)|[Aa]ccording to|[Cc]iting)\s+"
)
_REPORTS = re.compile(
    rf"(?<!\w)(?P<who>(?:(?:the|The)\s+)?(?P<kind>(?:[Ss]tate )?{_KIND}\s+)?(?P<name>{NAME}))\s+(?:has |had |also |first )?(?:reported|reports|cited|quoted|quotes|cites)\b(?!\s+(?:by|to)\b)"
)
_POSTED = (
    r"\b(?:wrote|writes|posted|posts|said|says|announced|announces|tweeted|shared|published|statement|message|video|post|address|took|account|writing|channel|denied|responded|replied|claimed|added)\b"
    r"(?:[^.;,“”\ue000]{0,40}?)\s(?:on|to|via|in a)\s+(?:(?:his|her|its|their|the|own|social|media|messaging|app|platform|site|website|network|channel|account|official)\s+|,\s*)*"
    r"(?P<who>(?P<platform>PLATFORM)|X(?![\w’-]))"
)
_POST = r"\bin an? (?P<platform>PLATFORM|X) (?:post|message|video|statement|thread)\b|\bon (?P<site>PLATFORM)\b"
_THROUGH = re.compile(
    r"\b(?:said|spoke|responded|replied|announced|denied|apologised|apologized|conveyed|issued)\b[^.;,\ue000]{0,40}?\s(?:through|via)\s+"
    r"(?P<who>(?:an?|the|his|her|their)\s+(?:[\w-]+\s+){0,2}?(?:spokes\w+|lawyers?|solicitors?|agent|attorney|aide|publicist|representative))\b"
)
_TRANSLATED = re.compile(
    r"\b(?:translated|translation|interpreted)\s+(?:into\s+\w+\s+)?(?:from\s+(?:the\s+)?\w+\s+)?(?:into\s+\w+\s+)?by\s+"
    rf"(?P<who>(?:the\s+|an?\s+)?(?:{NAME}|[a-z]+(?:\s+(?:translator|interpreter|service|agency|journalist|official|team))?))"
)
_INTERPRETER = re.compile(
    r"\b(?:through|via|with the help of|using)\s+(?P<who>(?:an?|the)\s+(?:[a-z-]+\s+)?(?:interpreter|translator))\b",
    re.IGNORECASE,
)


@cache
def _lists() -> dict[str, frozenset[str]]:
    table = tomllib.loads((Path(__file__).parent / "outlets.toml").read_text(encoding="utf-8"))
    return {name: frozenset(word.replace("~", " ") for word in words.split()) for name, words in table.items()}


@cache
def _platform_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = "|".join(sorted(map(re.escape, _lists()["platforms"]), key=len, reverse=True))
    return re.compile(_POSTED.replace("PLATFORM", names)), re.compile(_POST.replace("PLATFORM", names))


@cache
def _passed_on() -> re.Pattern[str]:
    return re.compile(
        rf"{_TO}(?P<who>(?:the\s+|an?\s+)?(?:(?P<kind>{_KIND})\s+)?(?P<name>{NAME})|news agencies|{_BARE_KIND.pattern})"
    )


@lru_cache(maxsize=1024)
def is_outlet(name: str) -> bool:
    """Whether `name` is a paper, an agency, a broadcaster: one we know, or one named as they are."""
    bare = re.sub(r"^[Tt]he\s+|[’']s?$", "", name)
    lists = _lists()
    if bare in lists["agencies"] | lists["outlets"] or f"The {bare}" in lists["outlets"]:
        return True
    words = bare.split()
    if re.match(rf"(?:an?\s+)?{_KIND}(?:\s|\Z)", name.removeprefix("the ").removeprefix("The ")) and len(words) > 1:
        return True
    return len(words) > 1 and (words[-1] in lists["endings"] or words[0] in {"Radio", "TV", "Television", "Channel"})


def via(plain: str) -> str | None:
    """Through whom the words of a sentence came, as it writes it; None where it does not say. Quotations must be hidden."""
    posted, post = _platform_patterns()
    found = {who for match in _passed_on().finditer(plain) if (who := _outlet(match))}
    found |= {who for match in _REPORTS.finditer(plain) if (who := _outlet(match))}
    if not found:
        found = {match["who"] for match in posted.finditer(plain)}
        found = found or {match["platform"] or match["site"] for match in post.finditer(plain)}
        found = found or {match["who"] for match in _THROUGH.finditer(plain) if not _owned(match["who"])}
    return _small(found.pop()) if len(found) == 1 else None


def translated_by(plain: str) -> str | None:
    """Who put the words of a sentence into the article's language, as it writes it; None where it does not say."""
    match = _TRANSLATED.search(plain) or _INTERPRETER.search(plain)
    return _small(match["who"]) if match else None


def _outlet(match: re.Match[str]) -> str | None:
    name = match["name"]
    if name is None:
        return str(match["who"])
    if match["kind"] or is_outlet(name):
        return name if match["kind"] and is_outlet(name) else str(match["who"])
    return None


def _owned(who: str) -> bool:
    return bool(re.match(r"(?:his|her|their)\b", who))


def _small(who: str) -> str:
    """A capital "The" of a sentence's start, as it is written inside one."""
    return re.sub(r"^(The|A|An)\s", lambda found: found.group().lower(), who)
