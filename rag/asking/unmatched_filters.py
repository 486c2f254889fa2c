"""Why a filter leaves nothing: what it names that no article on record has, with the nearest outlets that there are.

Asked once nothing was found or nothing could be claimed, since it reads something of every article. Knows no question.
"""

from collections.abc import Collection, Sequence

from rapidfuzz.fuzz import ratio

from rag.store.filters import Filters, outlet_key
from rag.store.record import Record

NO_ARTICLES = "No articles are stored yet. `onrecord ingest PATH` reads some."
NAMED = 3
"""Names that one sentence gives at most: of those that are not known, and of those that are."""
NAME = 80
"""Characters of a name that are looked at and repeated: it may be as long as whoever asks likes."""
NEAR = 0.75
"""The likeness, from 0 to 1, from which on one name may be meant by the other."""


def why_nothing(record: Record, wanted: Filters) -> str:
    """Why no sentence at all was found among the articles that are wanted: a sentence or more for the reader."""
    if not record.counts().articles:
        return NO_ARTICLES
    if wanted.everything:
        return "No article on record has a sentence that could be shown."
    return unknown_to(record, wanted) or "Nothing on record matches the filters."


def unknown_to(record: Record, wanted: Filters) -> str:
    """A sentence each for the outlets, the articles and the language that the record does not know; else empty."""
    told = (_outlets(record, wanted), _articles(record, wanted), _language(record, wanted))
    return " ".join(sentence for sentence in told if sentence)


def nearest_outlets(outlet: str, known: Collection[str]) -> list[str]:
    """At most three `known` outlets that `outlet` may mean, best first: they share its words, or nearly its letters."""
    name = outlet_key(outlet)[:NAME]
    scored = [(_shares_words(name, outlet_key(one)), _alike(name, outlet_key(one)), one) for one in known]
    likely = [entry for entry in scored if entry[0] or entry[1] >= NEAR]
    return [one for *_, one in sorted(likely, key=lambda entry: (-entry[0], -entry[1], entry[2]))][:NAMED]


def _outlets(record: Record, wanted: Filters) -> str:
    if not wanted.outlets:
        return ""
    known = {outlet_key(outlet): outlet for outlet in record.outlets()}
    asked = {outlet_key(outlet): outlet for outlet in wanted.outlets}
    unknown = [outlet for name, outlet in asked.items() if name not in known]
    if not unknown:
        return ""
    meant = list(dict.fromkeys(one for outlet in unknown[:NAMED] for one in nearest_outlets(outlet, known.values())))[
        :NAMED
    ]
    hint = f"; the nearest known {_are(meant)}" if meant else f"; known {_are(sorted(known.values()))}" if known else ""
    return f"No article on record is of the outlet {_listed(unknown, 'or')}{hint}."


def _articles(record: Record, wanted: Filters) -> str:
    known = set(record.live_article_ids()) if wanted.articles else set()
    unknown = [article_id for article_id in wanted.articles if article_id not in known]
    return f"No article on record has the id {_listed(unknown, 'or')}." if unknown else ""


def _language(record: Record, wanted: Filters) -> str:
    known = record.languages() if wanted.language else []
    if wanted.language is None or wanted.language in known:
        return ""
    hint = f"; known {_are(known)}" if known else ""
    return f"No article on record is known to be in {_listed([wanted.language])}{hint}."


def _are(names: Sequence[str]) -> str:
    return f"{'are' if len(names) > 1 else 'is'} {_listed(names)}"


def _listed(names: Sequence[str], word: str = "and") -> str:
    """The names in quotation marks, the first few of them, and how many there are besides."""
    shown = [f"“{name if len(name) <= NAME else name[:NAME] + '…'}”" for name in names[:NAMED]]
    if len(names) > NAMED:
        shown.append(f"{len(names) - NAMED:,} more")
    return f" {word} ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def _shares_words(name: str, other: str) -> bool:
    """Whether all words of the one are among the other's: "BBC" and "BBC News"."""
    one, two = ({*words.split()} - {"the"} for words in (name, other))
    return bool(one and two) and (one <= two or two <= one)


def _alike(name: str, other: str) -> float:
    one, two = (words.removeprefix("the ") for words in (name, other))
    return ratio(one, two) / 100
