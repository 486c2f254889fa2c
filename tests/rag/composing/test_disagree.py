"""Claims of different articles are held against each other; which came later is said only where days or words tell."""

from collections.abc import Mapping

import pytest

from rag.answer import Citation, Claim, PublishedShown
from rag.composing.disagree import disagreements, superseded

TOLL = ("Seven people died in the flood at Varde.", "Eleven people died in the flood at Varde.")
SEATS = ("The stadium in Tarn has 18,000 seats.", "The stadium in Tarn has 24,500 seats.")


def citation(quote: str, article: str, published: str | None = None, title: str = "News") -> Citation:
    """A citation of `quote`, published on a day or on an unknown one."""
    day = PublishedShown(value=published, precision="day", basis="stated") if published else PublishedShown()
    return Citation(
        article_id=article, version=1, title=title, outlet=f"The {article}", published=day, start=0, end=len(quote), quote=quote
    )  # fmt: skip


def two(
    texts: tuple[str, str],
    days: tuple[str | None, str | None],
    *,
    articles: tuple[str, str] = ("a", "b"),
    titles: tuple[str, str] = ("News", "News"),
) -> tuple[list[Claim], dict[str, Citation]]:
    """Two claims that each cite their own words."""  # fmt: skip
    claims = [Claim(id=f"c{n}", text=text, support=1, citations=(str(n),)) for n, text in enumerate(texts, 1)]
    cited = {
        str(n): citation(text, article, day, title)
        for n, (text, article, day, title) in enumerate(zip(texts, articles, days, titles, strict=True), 1)
    }
    return claims, cited


def replaced(claims: list[Claim], cited: Mapping[str, Citation]) -> dict[str, str]:
    """Which claim replaces which."""
    found = disagreements(claims[1], claims[:1], cited)
    assert [each.claims for each in found] == [("c1", "c2")]
    return superseded(claims, found, cited)


def test_claims_of_one_article_are_not_compared() -> None:
    """An article may tell two stages of one story."""
    claims, cited = two(TOLL, (None, None), articles=("a", "a"))
    assert disagreements(claims[1], claims[:1], cited) == ()


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (("2025-09-12", "2025-09-26"), {"c1": "c2"}),
        (("2025-09-26", "2025-09-12"), {"c2": "c1"}),
        (("2025-09-12", "2025-09-12"), {}),
        ((None, "2025-09-12"), {}),
        ((None, None), {}),
    ],
)
def test_the_later_toll_replaces_the_earlier(days: tuple[str | None, str | None], expected: dict[str, str]) -> None:
    """Of one day or of unknown days, both only stand side by side."""
    assert replaced(*two(TOLL, days)) == expected


def test_a_figure_that_does_not_develop_is_not_replaced() -> None:
    """Two counts of seats: the later article is not the better informed one."""
    assert replaced(*two(SEATS, ("2025-09-12", "2025-09-26"))) == {}


@pytest.mark.parametrize("days", [("2025-09-12", "2025-09-26"), (None, None)])
def test_a_correction_replaces_what_it_corrects(days: tuple[str | None, str | None]) -> None:
    """Whatever the figure is of, and without days too."""
    assert replaced(*two(SEATS, days, titles=("News", "News (corrected)"))) == {"c1": "c2"}


def test_two_speakers_who_differ_do_not_replace_each_other() -> None:
    """The police and the doctors disagree; a day between their reports does not settle it."""
    texts = (
        "Seven people died in the flood at Varde, Hale said.",
        "Eleven people died in the flood at Varde, Holm said.",
    )
    claims, cited = two(texts, ("2025-09-12", "2025-09-26"))
    said = {"1": "Ida Hale", "2": "Bo Holm"}
    assert (
        replaced(claims, {name: each.model_copy(update={"speaker": said[name]}) for name, each in cited.items()}) == {}
    )


def test_a_denial_is_never_replaced() -> None:
    """Whoever speaks last is not right for that."""
    texts = ("Ida Okafor resigned.", "Ida Okafor has not resigned.")
    assert replaced(*two(texts, ("2025-09-12", "2025-09-26"))) == {}
