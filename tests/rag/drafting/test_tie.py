"""A drafted sentence is tied to the stored sentences that carry it: by its words, whatever its model meant."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.domain import Evidence
from rag.drafting.tie import MAX_CITED, REACH, carrying, cited_context, leans_back, readings
from rag.retrieval.found import Found
from tests.rag.claims import evidence

QUESTION = "What will happen to the Old Weir Bridge?"
BRIDGE = evidence(
    "The Old Weir Bridge will close to all traffic on Monday 7 July.",
    "It will reopen on 19 September, the council said.",
    "Buses will be sent through Tessin Street until then.",
    "The repair will cost £2.4 million, a third of it paid by Ostermere.",
    "“The piers are worse than we feared,” Varrowby said.",
    "The repair of the Old Weir Bridge was put off in Ostermere in 2019.",
    article_id="bridge",
)
MILL = evidence(
    "The Old Weir Mill will be sold for £3.1 million in July.",
    "Halvern Works wants to make bread in it.",
    key="m",
    article_id="mill",
)
OFFERED = (*BRIDGE, *MILL)


def keys(text: str, question: str = QUESTION, offered: tuple[Evidence, ...] = OFFERED) -> list[str]:
    """The keys of what a text is tied to."""
    return [piece.key for piece in carrying(text, question, offered)]


# What carries a draft


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The Old Weir Bridge will be closed to traffic on 7 July.", "s0"),
        ("Buses will go through Tessin Street.", "s2"),
        ("The Old Weir Bridge will cost £2.4 million to repair.", "s3"),
        ("Varrowby said that the piers of the Old Weir Bridge are worse than feared.", "s4"),
        ("Halvern Works wants to make bread.", "m1"),
        ("The Old Weir will be sold for £3.1 million.", "m0"),
    ],
)
def test_what_a_draft_adds_to_the_question_leads_to_its_source(text: str, source: str) -> None:
    """Not what it repeats, which other sentences have more of."""
    assert source in keys(text)


def test_a_new_number_outweighs_the_words_of_the_question() -> None:
    """The amount stands in one sentence, the bridge's name in others; in another unit or another amount it does not count."""
    assert keys("The Old Weir Bridge repair costs £2.4 million.") == ["s0", "s3"]
    assert "s3" not in keys("The Old Weir Bridge was put off by £9.9 million.")
    assert keys("In Ostermere, the Old Weir Bridge repair was put off in 2019.") == ["s5"]


def test_a_sentence_that_has_the_new_numbers_goes_before_one_that_shares_more_words() -> None:
    """Without them the draft is refused: "3.5 per cent" is not carried by an offer of 4.5."""
    offered = evidence(
        "Weir Buses raised its pay offer to its drivers to 4.5 per cent on Monday.", "Weir has offered 3.5 per cent."
    )
    assert (
        keys("Weir Buses has offered its drivers 3.5 per cent more pay.", "What has it offered?", offered)[-1] == "s1"
    )


def test_the_two_of_a_draft_is_no_number() -> None:
    """Those it speaks of are named by the question: a sentence about two days is not where they come from."""
    truce = evidence("Velmar and Karsk signed a truce on Monday.", article_id="truce")
    talks = evidence("Two days of talks in Lund preceded the signing.", key="t", article_id="talks")
    question = "Did Velmar and Karsk sign a truce?"
    assert keys("The two sides signed a truce on Monday.", question, (*truce, *talks)) == ["s0"]
    assert keys("Two days of talks came first.", question, (*truce, *talks)) == ["t0"]


def test_a_number_of_the_question_is_no_news() -> None:
    """Asked about 7 July, a draft that repeats it is from the sentence with its other words."""
    question = "What happens after the Old Weir Bridge closes on 7 July?"
    assert keys("After 7 July, buses will be sent through Tessin Street.", question)[-1] == "s2"


def test_quoted_words_win() -> None:
    """Where they stand is where they were said, whatever else a sentence shares with the draft."""
    pieces = evidence(
        "Varrowby and Okafor spoke about the repair of the piers, the cost and the council.",
        "“We are late,” Varrowby said.",
        "Okafor was late as well.",
    )
    text = "Varrowby said of the cost, the council, Okafor and the repair of the piers: “We are late.”"
    assert "s1" in keys(text, "What was said?", pieces)
    assert keys("“We are late,” they said.", "What was said?", pieces)[-1] == "s1"


def test_a_draft_whose_words_stand_nowhere_is_tied_to_nothing() -> None:
    """And is dropped for it; so is one where nothing was offered."""
    assert keys("Moscow has surrendered.") == []
    assert keys("") == []
    assert keys("The bridge will close.", offered=()) == []


def test_neither_article_lends_its_words_to_the_other() -> None:
    """A draft that mixes two rests on one of them: the checks then find what that one lacks."""
    mixed = carrying(
        "The Old Weir Bridge will close on 7 July and be sold to Halvern Works for £3.1 million.", QUESTION, OFFERED
    )
    assert len({piece.article.id for piece in mixed}) == 1


# What is cited with it


def test_a_sentence_that_leans_back_brings_the_one_before_it() -> None:
    """What will reopen, "it" does not say by itself; where the one before was not offered, it stands alone."""
    assert keys("The Old Weir Bridge will reopen on 19 September.") == ["s0", "s1"]
    assert keys("The Old Weir Bridge will reopen on 19 September.", offered=BRIDGE[1:2]) == ["s1"]
    assert keys("The Old Weir Bridge will reopen on 19 September.", offered=(*BRIDGE[1:3], *MILL)) == ["s1"]


def test_what_the_source_lacks_is_brought_by_a_sentence_near_it() -> None:
    """A name or a number is worth a citation; a word is not, and what is far off belongs to something else."""
    pieces = evidence(
        "Halvern Works bought the mill in Tessin.",
        "In Tessin, the council paid £3 million for the roof of the mill.",
        *(f"Nobody in Tessin minded number {number}." for number in range(REACH)),
        "Okafor paid for the windows.",
    )
    question = "Who bought the mill in Tessin?"
    assert keys("Halvern Works bought the mill and the council paid £3 million for its roof.", question, pieces) == [
        "s0",
        "s1",
    ]
    assert keys("Halvern Works bought the mill.", question, pieces) == ["s0"]
    far = keys("Halvern Works bought the mill and Okafor paid for windows.", question, pieces)
    assert f"s{REACH + 2}" in far
    assert "s0" not in far


def test_a_sentence_that_brings_nothing_new_is_not_cited() -> None:
    """Said twice, it is cited once: the reader is shown no more than there is to read."""
    pieces = evidence("In Lund, Rask opened the new bridge.", "In Lund, Rask opened the new bridge, Rask said.")
    assert len(keys("Rask opened the new bridge in Lund.", "Who opened it?", pieces)) == 1


# Several readings


def nearest(key: str) -> Callable[[str, str], float]:
    """A similarity by which the sentence of that key is nearest to anything."""
    near = next(piece.quote for piece in OFFERED if piece.key == key)
    return lambda _text, quote: float(quote == near)


def test_a_draft_is_read_by_its_words_first_and_by_its_meaning_then() -> None:
    """Where the words lead elsewhere than the meaning, there are two readings, each with what it leans on."""
    text = "Buses will go through Tessin Street."
    assert [one.pointers for one in readings(text, QUESTION, OFFERED, nearest("s1"))] == [("s2",), ("s0", "s1")]
    assert [one.text for one in readings(text, QUESTION, OFFERED, nearest("s1"))] == [text, text]


def test_where_words_and_meaning_agree_there_is_one_reading() -> None:
    """The same sentences are not judged twice."""
    assert [
        one.pointers for one in readings("Buses will go through Tessin Street.", QUESTION, OFFERED, nearest("s2"))
    ] == [("s2",)]


def test_a_draft_that_shares_no_word_is_read_by_its_meaning() -> None:
    """The checks say whether it may stand there."""
    assert [one.pointers for one in readings("Zebras graze.", QUESTION, OFFERED, nearest("m1"))] == [("m1",)]


def test_where_nothing_is_offered_a_draft_points_nowhere() -> None:
    """One reading that says so: it is dropped for its pointer, and kept with that reason."""
    (only,) = readings("Buses will go through Tessin Street.", QUESTION, (), lambda *_: 1.0)
    assert only.pointers == ()


# Whatever is written and offered

WORDS = st.sampled_from(
    "the it he said Varrowby Okafor Lund bridge mill close closed reopen July 7 12 £3 million “late” not and of will".split()
)
SENTENCE = st.lists(WORDS, min_size=1, max_size=9).map(lambda words: " ".join(words).capitalize() + ".")


@st.composite
def offers(draw: st.DrawFn) -> tuple[Evidence, ...]:
    """Some sentences of up to three articles, in any order."""
    articles = [
        evidence(*draw(st.lists(SENTENCE, min_size=1, max_size=8)), key=name, article_id=name)
        for name in draw(st.sampled_from(["a", "ab", "abc"]))
    ]
    every = [piece for pieces in articles for piece in pieces]
    return tuple(draw(st.lists(st.sampled_from(every), unique_by=lambda piece: piece.key, max_size=12)))


@settings(deadline=None)
@given(SENTENCE, SENTENCE, offers())
def test_what_is_tied_is_a_few_sentences_of_one_article_in_reading_order(
    text: str, question: str, offered: tuple[Evidence, ...]
) -> None:
    """At most three, each offered, none twice, none farther off than a reader looks."""
    cited = carrying(text, question, offered)
    numbers = [piece.sentence.number for piece in cited]
    assert len(cited) <= MAX_CITED
    assert all(piece in offered for piece in cited)
    assert len({piece.article.id for piece in cited}) <= 1
    assert numbers == sorted(set(numbers))
    assert not numbers or numbers[-1] - numbers[0] <= 2 * REACH


@settings(deadline=None)
@given(SENTENCE, offers())
def test_a_stored_sentence_is_tied_to_what_has_all_its_words(question: str, offered: tuple[Evidence, ...]) -> None:
    """A draft that is word for word what was offered finds a source, unless it has no word that carries meaning."""
    for piece in offered:
        cited = carrying(piece.quote, question, offered)
        assert cited or not carrying(piece.quote, question, (piece,))


@settings(deadline=None)
@given(SENTENCE, SENTENCE, offers())
def test_what_was_not_cited_could_have_been_left_out(text: str, question: str, offered: tuple[Evidence, ...]) -> None:
    """Offering only what is cited ties the draft to the same."""
    cited = carrying(text, question, offered)
    assert carrying(text, question, tuple(piece for piece in offered if piece in cited)) == cited


@settings(deadline=None)
@given(SENTENCE, SENTENCE, offers())
def test_readings_point_at_few_offered_sentences_of_one_article_each(
    text: str, question: str, offered: tuple[Evidence, ...]
) -> None:
    """One or two of them, which differ; the first is that of the words where those lead anywhere."""
    found = readings(text, question, offered, lambda _text, quote: float(len(quote)))
    by_key = {piece.key: piece for piece in offered}
    assert 1 <= len({reading.pointers for reading in found}) == len(found) <= 2
    for reading in found:
        assert len({by_key[key].article.id for key in reading.pointers}) <= 1
        assert len(reading.pointers) <= MAX_CITED
    by_words = carrying(text, question, offered)
    assert not by_words or found[0].pointers == tuple(piece.key for piece in by_words)


# Leaning


@pytest.mark.parametrize(
    ("sentence", "leans"),
    [
        ("He rejected it.", True),
        ("“The starter is older than I am,” he said.", True),
        ("The minister declined to comment.", True),
        ("According to the paper, Lund is calm.", True),
        ("However, nobody came.", True),
        ("The two met in Lund on Friday.", True),
        ("On Friday nobody came.", True),
        ("Heads of state met in Kyiv.", False),
        ("According to Rask, Lund is calm.", False),
        ("Theatre tickets in Leeds cost more.", False),
        ("The harbour will be shut.", True),
    ],
)
def test_what_leans_back(sentence: str, *, leans: bool) -> None:
    """Pronouns, "the minister" and a sentence without any name do; words that merely begin like them do not."""
    assert leans_back(sentence) is leans


def test_a_sentence_that_leans_on_the_one_before_is_cited_with_it() -> None:
    """What a contradiction is quoted with: "It will reopen" after its bridge, the first sentence alone."""
    found = Found(BRIDGE, {"s1": BRIDGE[0], "s5": BRIDGE[4]})
    assert cited_context(BRIDGE[1], found) == (BRIDGE[0], BRIDGE[1])
    assert cited_context(BRIDGE[5], found) == (BRIDGE[5],)
    assert cited_context(BRIDGE[2], Found(BRIDGE, {})) == (BRIDGE[2],)
