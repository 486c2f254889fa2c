"""A raw page of text gives its headline, its whole story and nothing else; the five seed pages are the proof."""

from pathlib import Path

import pytest

from rag.domain import Article, Published
from rag.errors import UnreadableSource
from rag.reading import read_articles
from tests.rag.reading.places import only, write

SEED = Path(__file__).parents[3] / "../shared/data/seed_articles"

# For each page: its headline, a phrase near its start and its end, what must be gone, its byline.
SEED_PAGES = {
    "000_389a070fd18cf303.txt": ("Trump's push for peace: Will Putin", "US President Donald Trump’s upcoming", "prepare to engage in crucial talks.", ("By Vafa",), "Vafa Guliyeva"),
    "001_bd371462a433c722.txt": ("Trump and Putin Advocate", "U.S. President Donald Trump and Russian", "accepting Kyiv into the alliance.", ("month ago", "Rommie", "Getty", "Helsinki", "Sudzha", "CNBC", "Read Entire"), None),
    "002_50adbc4de58b80e4.txt": ("Former U.S. President Donald Trump", "Former U.S. President", "agreeing to any peace deal.", (), None),
    "003_46acbdfd6b138494.txt": ("Putin Offers Limited Concessions", "The Kremlin's summary", "in the ongoing dialogue.", ("Previous Post",), None),
    "004_6ed6326c1c71161f.txt": ("Trump and Putin engage in strategic", "In a highly anticipated", "to all sides involved.", ("آسيا", "إغلاق", "اترك"), None),
}  # fmt: skip


@pytest.fixture(params=SEED_PAGES)
def seed(request: pytest.FixtureRequest) -> Path:
    """One of the five pages that the project was given."""
    path = SEED / str(request.param)
    if not path.exists():
        pytest.skip("the seed articles are not part of the repository and are not beside it")
    return path


def test_a_seed_page_gives_its_headline_story_and_byline(seed: Path) -> None:
    """From the first sentence to the last, without chrome; outlet and date are not stated, so they are unknown."""
    headline, first, last, gone, byline = SEED_PAGES[seed.name]
    article = only(seed)
    assert article.title.startswith(headline)
    assert article.text.startswith(first)
    assert article.text.endswith(last)
    assert not [words for words in gone if words in article.text]
    assert (article.byline, article.outlet, article.published) == (byline, None, Published())


def test_no_sentence_of_a_seed_page_is_lost(seed: Path) -> None:
    """Every long line of the page is in the text as it stands there, captions aside."""
    text = only(seed).text
    lines = [line.strip() for line in seed.read_text(encoding="utf-8").splitlines()]
    lost = [line for line in lines if len(line) > 70 and line not in text]
    assert not [
        line for line in lost if line.endswith(".") and "in Helsinki, Finland." not in line and "Sudzha" not in line
    ]


def test_the_seed_folder_is_five_articles() -> None:
    """Sub-headings keep their own lines."""
    if not SEED.exists():
        pytest.skip("the seed articles are not part of the repository and are not beside it")
    articles = [found for found in read_articles(SEED) if isinstance(found, Article)]
    assert len({article.id for article in articles}) == 5
    assert "\n‘Manipulative’\n" in articles[1].text
    assert "\nInternational Pressure for Peace:\n" in articles[2].text


@pytest.mark.parametrize("headline", ["Talks end", "Will they talk?", "They “will talk”", "Talks end!"])
def test_the_first_line_is_the_headline(tmp_path: Path, headline: str) -> None:
    """And is not repeated in the text."""
    article = only(write(tmp_path, "a.txt", f"{headline}\n\nThey met.\nThey left."))
    assert (article.title, article.text) == (headline, "They met.\nThey left.")


@pytest.mark.parametrize(
    "story", ["They met. They left.", "They met.", "They met. Why?", "“We never do that.” He left.\nMore."]
)
def test_without_a_headline_the_first_sentence_is_the_title_and_stays(tmp_path: Path, story: str) -> None:
    """A title is never invented, a sentence never lost."""
    article = only(write(tmp_path, "a.txt", story))
    assert story.startswith(article.title)
    assert article.text == story


def test_a_page_of_one_line_keeps_it_as_text(tmp_path: Path) -> None:
    """It is title and text."""
    article = only(write(tmp_path, "a.txt", "Talks end"))
    assert (article.title, article.text) == ("Talks end", "Talks end")


def test_a_very_long_first_sentence_is_cut_as_a_title_only(tmp_path: Path) -> None:
    """At 300 characters, and the cut shows."""
    sentence = "They met " + "and talked " * 60 + "again."
    article = only(write(tmp_path, "a.txt", sentence))
    assert article.title.endswith("…")
    assert len(article.title) <= 300
    assert article.text == sentence


def test_lines_broken_at_a_fixed_width_are_joined(tmp_path: Path) -> None:
    """The end of a line would else be taken for the end of a sentence."""
    paragraph = "The two sides met in Istanbul on Friday for the first time\nin more than three years, and agreed on an exchange of all\nprisoners who are ill. Nobody expected more than that from\nthe talks."
    article = only(write(tmp_path, "a.txt", f"Talks end\n\n{paragraph}\n\n{paragraph}"))
    assert article.text == "\n\n".join([paragraph.replace("\n", " ")] * 2)


def test_a_page_of_nothing_but_chrome_is_refused(tmp_path: Path) -> None:
    """It holds no article."""
    with pytest.raises(UnreadableSource, match="could be found"):
        read_articles(write(tmp_path, "a.txt", "Menu\nSearch\nSubscribe now\n"))
