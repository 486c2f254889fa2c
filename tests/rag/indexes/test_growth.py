"""Hostile articles: whatever a stored text repeats without end, a question about it takes time that grows with its length.

Each text is made at two sizes, and reading it four times as long may take eight times as long, no more: what grows with the
square of the length would take sixteen times. Processor time of the best of three tries, with nothing remembered.
"""

import sys
import time
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from pathlib import Path

import pytest

from rag.answer import AskRequest
from rag.build import Engine, open_engine, open_record
from rag.checking.attribution import chains_of
from rag.checking.checks import faults_in
from rag.checking.names import with_abbreviations
from rag.checking.orders_to_machines import orders_a_machine
from rag.checking.people import full_name
from rag.composing.contradict.causes import rules_out
from rag.composing.contradict.statement import Statement
from rag.composing.disagree import contradiction
from rag.domain import Article, CitedClaim, Evidence, Sentence
from rag.drafting.writer import Writer
from rag.english.wording import always_capital, content_stems, names
from rag.keeping.ingest import store_all
from rag.models.chat.fake import FakeChat
from rag.models.embedding import Embedder
from rag.reading.sentences import sentence_spans
from rag.retrieval.repeated import repeated
from rag.settings import Settings
from tests.rag.pointing import claiming, inexact, offered

pytestmark = pytest.mark.alone

Work = Callable[[str], object]
Make = Callable[[int], str]
Written = Callable[[str], Sequence[Article]]

MOST = 8
"""How many times as long a text four times as long may take: twice what it should, for a machine has other things to do."""
NOISE = 0.02
"""Seconds; what takes less is not worth a comparison."""
QUESTION = 0.2
"""Seconds; the same of a whole question."""
LONGEST = 800
"""Characters of a sentence, at most, that may be evidence."""
AT_ONCE = 0.25
"""Seconds that any sentence may take, on a slow machine: most take a hundredth of it."""


def times(unit: str) -> Make:
    """A text that repeats `unit`; `{n}` in it is a number that differs each time."""
    return lambda count: "".join(unit.replace("{n}", str(n)) for n in range(count)).strip()


def forget() -> None:
    """Empty every cache of bounded size in our code."""
    modules = [module for name, module in list(sys.modules.items()) if name.startswith("rag.")]
    for cached in (value for module in modules for value in vars(module).values()):
        if isinstance(cached, type(lru_cache(len))) and cached.cache_parameters()["maxsize"] is not None:
            cached.cache_clear()


def seconds(work: Work, text: str) -> float:
    """The processor time of `work` on `text`, the best of three."""
    taken = []
    for _ in range(3):
        forget()
        begun = time.process_time()
        work(text)
        taken.append(time.process_time() - begun)
    return min(taken)


def grows_with_length(work: Work, make: Make, count: int) -> bool:
    """Whether `work` on a text of four times `count` takes at most MOST times as long as on one of `count`.

    In one of three tries: other threads of this process may take its time meanwhile. What grows faster does so every time.
    """
    long, short = make(4 * count), make(count)
    return any(seconds(work, long) <= MOST * max(seconds(work, short), NOISE) for _ in range(3))


def every_chain(text: str) -> None:
    """Who says what, asked of the last sentence first."""
    for span in reversed(sentence_spans(text)):
        chains_of(text, span)


def first_chain(text: str) -> None:
    """Who says the first sentence, and through whom."""
    chains_of(text, sentence_spans(text)[0])


def every_check(text: str) -> None:
    """The checks of a claim that cites the first sentence of `text` and has names and numbers of its own."""
    claim = "Zorp Quill (ZQ) said that 17 divers of the Xylo Trust found “of it” on 3 May."
    article = Article(id="a", title="Notes from Quillfold", text=text)
    cited = Evidence("s1", article, Sentence("a", 1, 0, sentence_spans(text)[0]), 1.0)
    faults_in(CitedClaim(claim, (cited,)), "What did Zorp Quill say on 3 May about 17 of “it”?")


def edited_copy(text: str) -> None:
    """What a later and an earlier copy of an article, edited throughout, make superfluous."""
    own = tuple(span.of(text) for span in sentence_spans(text))
    better = tuple(f"Reported: {sentence}" for sentence in own)
    for later in (False, True):
        repeated(own, better, later=later)


def cause_ruled_out(text: str) -> None:
    """Whether a sentence rules out the cause that a claim gives."""
    said = Statement("The pier was closed because of rust.")
    rules_out(Statement(text), said, "Why was the pier closed?", lambda _one, _other: 0.0)


def contradictions(text: str) -> None:
    """What a sentence and an edited one contradict each other in."""
    contradiction(Statement(f"A {text}"), Statement(f"The {text}"))


def gap(count: int) -> str:
    """Two words far apart."""
    return f"Pier{chr(10) * count}closed"


def wide(count: int) -> str:
    """A sentence with a gap in it, that may be evidence."""
    return f"The pier was closed,{' ' * count}and the divers had gone home by then."


NAMES = times("Ada Pell{n}\n")
SAID = times("She said that pier {n} would close on Monday. ")
REOPENED = times("“We will rebuild pier {n}, and we will do it before the winter\n\n")
PILES = times("The harbour board counted {n} piles that day and found rust in 3 of them. ")


@pytest.mark.parametrize(
    ("work", "make", "count"),
    [
        *(
            pytest.param(sentence_spans, times(unit), 50_000 // len(unit), id=f"sentences of {unit!r}")
            for unit in (
                "a",
                ".",
                "“a. ",
                "(a. ",
                "‘",
                "'a. B' ",
                ". . ",
                "“A?” B ",
                "a) b) ",
                "U.",
                "x.The ",
                "« a. » ",
                "_. ",
            )
        ),
        pytest.param(every_chain, times("‘We waited,’ said Ada Pell{n}. "), 30, id="remarks in single marks"),
        pytest.param(every_chain, times("“Why?” Ada Pell{n}, a diver, asked Bo Roe. "), 30, id="speakers with asides"),
        pytest.param(every_chain, SAID, 30, id="one speaker"),
        pytest.param(every_chain, REOPENED, 250, id="a quotation that each paragraph opens again"),
        pytest.param(every_chain, times("Quill: pier {n} to close\nHe said so. "), 30, id="pronouns that mean nobody"),
        pytest.param(every_chain, times("Harbour Master{n} said no.\n"), 30, id="names that may be none"),
        pytest.param(every_chain, times("The a{n} said no. "), 30, id="offices that nobody holds"),
        pytest.param(partial(full_name, name="Pell"), NAMES, 500, id="a name in a list of names"),
        pytest.param(partial(full_name, name="Pell"), times("A{n}d Pell, "), 1000, id="one surname in one line"),
        pytest.param(lambda text: names(text, text), NAMES, 1000, id="names in a list of names"),
        pytest.param(always_capital, gap, 10_000, id="names around white space"),
        pytest.param(content_stems, times("y"), 10_000, id="the stem of a run of letters"),
        pytest.param(lambda text: with_abbreviations(text, text), NAMES, 1000, id="initials in a list of names"),
        pytest.param(lambda text: with_abbreviations(text, text), times("A"), 5000, id="initials of a run of letters"),
        pytest.param(every_check, NAMES, 500, id="checks against a list of names"),
        pytest.param(
            every_check, times("National Trust{n} Authority (NTA) met. "), 300, id="checks against abbreviations"
        ),
        pytest.param(edited_copy, PILES, 100, id="a copy of one sentence again and again"),
        pytest.param(edited_copy, times("Pier {n} was closed. "), 100, id="a copy of a list"),
    ],
)
def test_an_article_is_read_in_time_that_grows_with_its_length(work: Work, make: Make, count: int) -> None:
    """Nothing that is read of a whole article takes the square of its length."""
    assert grows_with_length(work, make, count)


@pytest.mark.parametrize(
    ("work", "unit"),
    [
        pytest.param(cause_ruled_out, " ", id="white space where a cause may stand"),
        pytest.param(cause_ruled_out, " \n", id="line breaks where a cause may stand"),
        pytest.param(first_chain, "and said ", id="a subject of many verbs"),
        pytest.param(first_chain, "said and ", id="many verbs of one subject"),
        pytest.param(first_chain, "he said, ", id="many remarks"),
        pytest.param(first_chain, "according to ", id="many ways to be according to somebody"),
        pytest.param(first_chain, "Aa, Bb, ", id="names beside names"),
        pytest.param(contradictions, "1 ", id="a row of figures"),
        pytest.param(contradictions, "12 people, ", id="figures that count the same"),
        pytest.param(contradictions, "no ", id="a row of negations"),
        pytest.param(contradictions, "not caused by a ", id="denials"),
        pytest.param(contradictions, "Aa Pell, ", id="a row of names"),
        pytest.param(orders_a_machine, "question ", id="questions that are no order"),
        pytest.param(orders_a_machine, "#", id="signs of an order"),
        pytest.param(first_chain, "A", id="an outlet of one letter"),
    ],
)
def test_a_sentence_is_read_at_once(work: Work, unit: str) -> None:
    """No sentence that an article may have takes a noticeable part of a second, whatever it repeats."""
    text = f"The pier was closed,{unit * (LONGEST // len(unit))} and the divers had gone home."
    assert seconds(work, text) < AT_ONCE


# A question


ANSWER = "The pier at Quillfold was closed on Monday because of rust in its piles, Ada Pell7 of the harbour board said."
HONEST = Article(
    id="honest",
    title="Pier closed",
    text="The pier at Quillfold was closed on Monday because of rust, the county council told the Tarn Post.",
)


def asked(settings: Settings, articles: Sequence[Article], embedder: Embedder) -> float:
    """The processor time of a question about `articles`, which are stored first, by either way to draft."""
    with open_record(settings) as record:
        assert {outcome.kind for outcome in store_all(articles, record, embedder)} == {"new"}
    pointing = claiming((HONEST.text, "county council"), (ANSWER, "Pell7 of the harbour board"))
    fake = FakeChat(reply=lambda prompt: pointing(prompt) if offered(prompt) else ANSWER)
    taken = 0.0
    for capable in (True, False):
        writer = Writer(fake, capable=capable, name="fake")
        with open_engine(settings, writer=writer, judge_model=fake, embedder=embedder) as engine:
            taken += seconds(partial(answered, engine), "Why was the pier at Quillfold closed?")
    return taken


def answered(engine: Engine, question: str) -> None:
    """Ask, and be answered with quotations that are exact."""
    answer = engine.chain.invoke(AskRequest(question=question))
    assert answer.claims
    assert inexact(answer, engine.record) == []


def hostile(text: str) -> tuple[Article, ...]:
    """An article that repeats something before and after what answers the question, and an honest one."""
    return (Article(id="hostile", title="Notes from Quillfold", text=f"{ANSWER}\n{text}\n\n{ANSWER}"), HONEST)


def reprinted(text: str) -> tuple[Article, ...]:
    """An article and two edited reprints of it."""
    texts = (text, text.replace("rust in 3", "no rust in 3"), text.replace("harbour", "Harbour"))
    return tuple(Article(id=f"r{n}", title=f"Rust {n}", text=f"{each} {ANSWER}") for n, each in enumerate(texts))


@pytest.mark.parametrize(
    ("written", "make", "count"),
    [
        pytest.param(hostile, SAID, 100, id="one speaker"),
        pytest.param(hostile, REOPENED, 100, id="a long speech"),
        pytest.param(hostile, NAMES, 300, id="a list of names"),
        pytest.param(hostile, wide, 180, id="white space"),
        pytest.param(hostile, times("\u0301"), 500, id="accents"),
        pytest.param(hostile, times("-\n"), 500, id="dashes"),
        pytest.param(reprinted, PILES, 75, id="reprints"),
    ],
)
def test_a_question_takes_time_that_grows_with_the_length_of_the_articles(
    tmp_path: Path, models_dir: Path, embedder: Embedder, written: Written, make: Make, count: int
) -> None:
    """With real indexes and a fake LLM: it is answered, and neither stalls nor ends in RecursionError."""
    few, many = (
        asked(Settings(data_dir=tmp_path / str(size), models_dir=models_dir, threads=2), written(make(size)), embedder)
        for size in (count, 4 * count)
    )
    assert many <= MOST * max(few, QUESTION)
