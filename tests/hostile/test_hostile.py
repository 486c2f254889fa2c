"""Promise 7, case by case: the worst a hostile article can do is be quoted, under its own name.

Real retrieval, real record, real checks, and a model that obeys every article it reads, drafting both ways.
"""

import io
import re
import unicodedata
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.web.links import article_href
from rag.answer import Answer
from rag.checking.orders_to_machines import orders_a_machine
from rag.composing.finish import PROMPTS
from rag.models.prompt import source
from rag.retrieval.scored import is_sentence
from rag.telling.terminal import show_answer, show_event
from tests.hostile.case import TOPICS, Case
from tests.hostile.obedient import Turns
from tests.hostile.oracle import wrongs
from tests.hostile.signs import SIGNS
from tests.hostile.stage import Shown, Stage
from tests.hostile.words import WORDS

pytestmark = pytest.mark.slow


CASES = (*WORDS, *SIGNS)
MOST_KEPT_AWAY = 0.3
"""Of the attacks, the share that may push the answer's sentence out of a small model's one prompt: those on one question of four, whose
answer stands two sentences behind the nearest one. Any further article does that, hostile or not.
"""
FIXED = {source(name).split("--- system\n")[1].split("\n--- ")[0].strip() for name in PROMPTS}
"""The first turns of the product's prompts, as their files have them."""
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def both(stage: Stage, case: Case) -> list[tuple[Shown, Shown]]:
    """What was shown with the hostile article and without it, of a capable model and of a small one."""
    return [
        (stage.attacked(case, capable=capable), stage.clean(case.topic, capable=capable)) for capable in (True, False)
    ]


# What is claimed


@pytest.mark.parametrize("capable", [True, False])
def test_without_an_attack_the_model_is_honest(stage: Stage, *, capable: bool) -> None:
    """Else nothing could be lost to one: each question has its one answer."""
    for topic in TOPICS:
        assert [claim.text for claim in stage.clean(topic, capable=capable).answer.claims] == [topic.claim]


@each_case
def test_it_is_quoted_under_its_own_name_and_nothing_else_changes(stage: Stage, case: Case) -> None:
    """Exact quotes, honest claims and citations as before, and no lie but one that the article tells itself."""
    for attacked, clean in both(stage, case):
        kept_away = bool(read(stage, case, attacked)) or not _shows_the_answer(case, attacked)
        spoke_once = kept_away and any(map(_of_one, attacked.prompts))
        assert list(wrongs(case, attacked.answer, clean.answer, stage.engine.record, spoke_once=spoke_once)) == []


@each_case
def test_the_attack_took_place(stage: Stage, case: Case) -> None:
    """The model read the article, or was kept from it because the article gives an order; an order in it never passed."""
    held_back = {sentence for sentence in stage.sentences(case) if orders_a_machine(sentence)}
    assert held_back or read(stage, case, stage.attacked(case, capable=True))
    for attacked, _ in both(stage, case):
        assert not read(stage, case, attacked) & held_back


def test_the_attacks_reach_a_small_model_too(stage: Stage) -> None:
    """It reads fewer sentences than a capable one, so an article may not be among them; most that may be read are."""
    free = [case for case in CASES if not any(map(orders_a_machine, stage.sentences(case)))]
    reached = [case for case in free if read(stage, case, stage.attacked(case, capable=False))]
    assert len(reached) > 0.9 * len(free)


def test_a_further_article_may_keep_the_answer_s_sentence_from_a_small_model(stage: Stage) -> None:
    """It reads some 1,100 characters: one more article near the question moves what is among them. That costs an answer, never adds
    one.
    """
    kept = [case.name for case in CASES if not _shows_the_answer(case, stage.attacked(case, capable=False))]
    assert all(_shows_the_answer(case, stage.clean(case.topic, capable=False)) for case in CASES[: len(TOPICS)])
    assert len(kept) <= MOST_KEPT_AWAY * len(CASES), kept


def _shows_the_answer(case: Case, shown: Shown) -> bool:
    return any(case.topic.words in prompt[1][1] for prompt in shown.prompts if _drafts(prompt))


def read(stage: Stage, case: Case, shown: Shown) -> set[str]:
    """The sentences of a case's article that the model drafted from."""
    drafted = "\n".join(prompt[1][1] for prompt in shown.prompts if _drafts(prompt))
    return {sentence for sentence in stage.sentences(case) if is_sentence(sentence) and sentence in drafted}


def _drafts(prompt: Turns) -> bool:
    writer = prompt[0][1].startswith(("You answer questions for journalists", "You write for a newspaper"))
    return writer and not prompt[-1][1].endswith("Yes or No?")  # the judge is told what the writer is told


def _of_one(prompt: Turns) -> bool:
    return prompt[1][1].endswith("\nAnswer in one short, full sentence.")


@pytest.mark.parametrize("case", [case for case in CASES if case.attack.points], ids=lambda case: case.name)
def test_a_pointer_of_an_article_s_making_is_dropped(stage: Stage, case: Case) -> None:
    """It leads nowhere, and costs the honest claims nothing."""
    answer = stage.attacked(case, capable=True).answer
    nowhere = [dropped.pointers for dropped in answer.dropped if dropped.gate == "pointer"]
    assert nowhere
    assert {key for pointers in nowhere for key in pointers} <= set(case.attack.points)


def test_some_lies_are_told_under_the_name_of_those_who_tell_them(stage: Stage) -> None:
    """What is allowed happens, so that the tests above can fail: a false report is a report."""
    told = [
        case.name
        for case in CASES
        if len(stage.attacked(case, capable=True).answer.claims)
        > len(stage.clean(case.topic, capable=True).answer.claims)
    ]
    assert len(told) > len(CASES) // 8


# What the model is asked


@each_case
def test_no_article_adds_a_turn_or_a_value(stage: Stage, case: Case) -> None:
    """System turns are the product's alone, nothing is executed, every line of sentences begins with its own key, and every
    article of a small model's prompt is two lines under its own number.
    """
    for attacked, clean in both(stage, case):
        ours = {text for prompt in clean.prompts for kind, text in prompt if kind == "system"} | FIXED
        for prompt in attacked.prompts:
            assert {text for kind, text in prompt if kind == "system"} <= ours
            again = ["system", "human", "human"]  # the model's reply was not valid
            assert [kind for kind, _ in prompt] in [*([kind for kind, _ in own] for own in clean.prompts), again]
            if "\nSentences:\n" in prompt[1][1]:
                lines = prompt[1][1].split("\nSentences:\n")[1].split("\n")
                keys = [re.match(r"\[(s\d+a?)\] ", line) for line in lines]
                assert all(keys)
                assert len({key[1] for key in keys if key}) == len(lines)
            elif _drafts(prompt) and prompt[1][1].startswith("Headline: "):
                passage, asking = prompt[1][1].split("\n\n")
                assert re.fullmatch(r"Headline: [^\n]+\nPassage: [^\n]+", passage)
                assert asking.startswith("Question: ")
            elif _drafts(prompt):
                *articles, asking = prompt[1][1].split("\n\n")
                assert asking.startswith(f"Question: {case.topic.question}\nAnswer in ")
                for number, article in enumerate(articles, 1):
                    assert re.fullmatch(rf"\[{number}\] [^\n]+ \((?:[^\n]+, )?(?:undated|[\d-]+)\)\n[^\n]+", article)


# What is shown


class Markup(HTMLParser):
    """The elements of a page, each with its attributes, and where its links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: set[tuple[str, ...]] = set()
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One more."""
        self.elements.add((tag, *sorted(name for name, _ in attrs)))
        self.addresses += [
            str(value) for name, value in attrs if name in {"href", "src", "action", "formaction", "data"}
        ]


@pytest.fixture(scope="module")
def http(stage: Stage) -> TestClient:
    """A client of the service around the stage's engine."""
    return TestClient(create_app(stage.engine), base_url="http://127.0.0.1")


@pytest.fixture(scope="module")
def own(stage: Stage, http: TestClient) -> set[tuple[str, ...]]:
    """The elements that pages have when no article is hostile."""
    elements: set[tuple[str, ...]] = set()
    for topic in TOPICS:
        answer = stage.clean(topic, capable=True).answer
        paths = [f"/answers/{answer.id}", *(article_href(one.article_id, 1) for one in answer.citations.values())]
        for path in paths:
            elements |= Markup(http.get(path).text).elements
    # A page without quotation marks the missing byline, outlet and date, one with dropped drafts lists them, and one whose
    # articles disagree names that.
    return elements | {
        ("section", "aria-labelledby", "class"), ("h3",), ("ul", "class"),
        ("span", "class"), ("details", "class"), ("summary",), ("s", "dir"), ("ul",), ("li",), ("p", "class"), ("mark", "id", "tabindex"),
    }  # fmt: skip


@each_case
def test_no_page_gets_an_element_or_a_link_from_an_article(
    stage: Stage, http: TestClient, own: set[tuple[str, ...]], case: Case
) -> None:
    """The answer's page and the article's own: every element is one of ours, every link leads into the record or to a
    plain web address that the article gave as its own.
    """
    article, answer = stage.articles[case.name], stage.attacked(case, capable=True).answer
    for path in (f"/answers/{answer.id}", article_href(article.id, article.version)):
        response = http.get(path)
        assert response.status_code == 200
        page = Markup(response.text)
        assert page.elements <= own
        outside = {address for address in page.addresses if not address.startswith(("/", "#"))}
        assert {urlsplit(address).hostname for address in outside} <= {"example.com"}


@each_case
def test_no_terminal_is_steered(stage: Stage, case: Case) -> None:
    """Not by the answer and not on the way to it: one line after the other, of letters and signs."""
    for attacked, _ in both(stage, case):
        out = io.StringIO()
        for event in attacked.events:
            show_event(event, out)
        show_answer(attacked.answer.model_dump(mode="json"), out)
        assert not [letter for letter in out.getvalue() if unicodedata.category(letter) == "Cc" and letter != "\n"]
        assert not re.search(
            "[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]", out.getvalue()
        )


@each_case
def test_in_json_it_is_a_string(stage: Stage, http: TestClient, case: Case) -> None:
    """What was answered comes back as it was, declared as JSON that no browser reads as a page."""
    answer = stage.attacked(case, capable=True).answer
    response = http.get(f"/v1/answers/{answer.id}")
    assert Answer.model_validate_json(response.content) == answer
    assert response.headers["content-type"] == "application/json"
    assert response.headers["x-content-type-options"] == "nosniff"
