"""Honest paraphrases pass the checks in code; the same with one number, name, place or turn changed do not."""

import pytest

from rag.domain import Article, CitedClaim, Evidence, Published, Sentence, Span
from rag.support.facts import another_party, failed_check, off_topic
from tests.rag.claims import FALSE, LEFT_TO_THE_JUDGE, TRUE, cited, evidence, pairs

QUESTION = "What happened?"


@pytest.mark.parametrize(("sentence", "claim"), pairs(TRUE))
def test_an_honest_paraphrase_passes(sentence: str, claim: str) -> None:
    """Digits for words, another spelling, an active for a passive: what is true is not dropped."""
    assert failed_check(cited(claim, sentence), QUESTION) is None


@pytest.mark.parametrize(("sentence", "claim"), pairs(FALSE))
def test_a_changed_fact_is_rejected_with_a_reason(sentence: str, claim: str) -> None:
    """One number, unit, date, name, place, "not", direction or speaker changed is enough."""
    assert failed_check(cited(claim, sentence), QUESTION)


@pytest.mark.parametrize(("sentence", "claim"), pairs(LEFT_TO_THE_JUDGE))
def test_what_code_can_not_see_is_left_to_the_judge(sentence: str, claim: str) -> None:
    """Known gaps of the first gate, counted here so that closing one is noticed."""
    assert failed_check(cited(claim, sentence), QUESTION) is None


@pytest.mark.parametrize("sentence", sorted({sentence for sentence, _ in pairs(TRUE) + pairs(FALSE)}))
def test_a_sentence_always_supports_itself(sentence: str) -> None:
    """No check rejects an article's own words cited for themselves."""
    assert failed_check(cited(sentence, sentence), QUESTION) is None


@pytest.mark.parametrize(
    ("claim", "sentence", "reason"),
    [
        ("The truce lasts 90 days.", "The truce lasts 30 days.", "the number 90 day is not in the cited words"),
        ("Putin wants a truce.", "Zelensky wants a truce.", "the name Putin is not in the cited words"),
        ("The mill sold bread to pigs.", "The mill closed for good.", "most of what it says"),
        ("Prices rose in May.", "Prices fell in May.", "the claim says “rose” where the cited words say “fell”"),
    ],
)
def test_the_reason_names_what_is_wrong(claim: str, sentence: str, reason: str) -> None:
    """A person who reads the record sees why a draft was dropped."""
    assert reason in str(failed_check(cited(claim, sentence), QUESTION))


def test_the_sentence_before_says_who_he_is() -> None:
    """A claim may name the one whom its context sentence names, and nobody else."""
    context, sentence = "Lammy met reporters in Kyiv.", "He called for a truce of 30 days."
    assert failed_check(cited("Lammy called for a 30-day truce.", context, sentence), QUESTION) is None
    assert failed_check(cited("Lammy called for a 30-day truce.", sentence), QUESTION)


def test_a_claim_that_adds_nothing_to_the_question_is_no_answer() -> None:
    """To say the question again is not to answer it; a number alone is an answer."""
    question = "How many prisoners did the two sides agree to exchange?"
    sentence = "The two sides agreed to exchange 1,000 prisoners."
    assert failed_check(cited("The two sides agreed to exchange prisoners.", sentence), question)
    assert failed_check(cited("The two sides agreed to exchange 1,000 prisoners.", sentence), question) is None


@pytest.mark.parametrize(
    ("claim", "stands"),
    [
        ("The storm came ashore on 11 September 2025.", True),
        ("The storm came ashore on September 11, 2025.", True),
        ("The storm came ashore on 11 September 2024.", False),
        ("The storm came ashore on 12 September 2025.", False),
        ("The storm came ashore in September with 2025 victims.", False),
    ],
)
def test_the_year_of_a_day_is_that_of_its_article(claim: str, *, stands: bool) -> None:
    """The cited words name the day without a year: it is the one nearest to publication."""
    text = "The storm came ashore at the cape on 11 September."
    article = Article("a", "Storm", text, published=Published("2025-09-12", "day", "metadata"))
    said = Evidence("s0", article, Sentence("a", 1, 0, Span(0, len(text))), 1.0)
    assert (failed_check(CitedClaim(claim, (said,)), QUESTION) is None) is stands


@pytest.mark.parametrize("year", [2023, 2024])
def test_the_year_of_a_day_is_unknown_where_its_article_knows_only_its_own(year: int) -> None:
    """An article of 2024, nobody knows of which month, may say "on 20 December" of that year or of the one before."""
    text = "The storm came ashore at the cape on 20 December."
    article = Article("a", "Storm", text, published=Published("2024", "year", "metadata"))
    said = Evidence("s0", article, Sentence("a", 1, 0, Span(0, len(text))), 1.0)
    claim = CitedClaim(f"The storm came ashore on 20 December {year}.", (said,))
    assert failed_check(claim, QUESTION) == f"the number {year} is not in the cited words"


def test_a_number_or_name_of_the_question_needs_the_article_too() -> None:
    """What the question brings in counts only where the article has it, if not the cited sentence."""
    claim, sentence = "At the Jeddah talks of 2025 the aid was resumed.", "The aid was resumed."
    question = "What was resumed at the Jeddah talks of 2025?"
    assert failed_check(cited(claim, sentence), question)
    supported = cited(claim, "The Jeddah talks of 2025 ended.", sentence)
    alone = type(supported)(claim, supported.evidence[1:])
    assert failed_check(alone, question) is None


@pytest.mark.parametrize(
    ("sentence", "party"),
    [
        ("Lammy demanded a “full and unconditional ceasefire” from Russia.", "United Kingdom"),
        ("According to Russia, Kyiv wants a truce.", "Ukraine"),
        ("Peskov said that the deliveries must stop.", None),
        ("He wants the deliveries stopped.", None),
    ],
)
def test_what_one_party_demands_is_not_pinned_on_another(sentence: str, party: str | None) -> None:
    """The party that acts in the cited words must be the one to which the statement gives the demand."""
    reason = another_party("Russia's ceasefire conditions are", evidence(sentence))
    assert reason == (f"the cited words are about {party}, not Russia" if party else None)


CALL = "Merz spoke with Zelensky about a ceasefire on Monday. World leaders joined the call."
TRUCE = "Moscow's demands for a truce were set out on Friday by Peskov. The Kremlin wants arms deliveries stopped."


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        ("Who won the 2022 World Cup?", CALL, "Cup"),
        ("What did Merz say about pensions?", CALL, "pension"),
        ("What did Lavrov say about a truce?", TRUCE, "Lavrov"),
        ("What are the United States' conditions?", TRUCE, "United States"),
        ("What do the US envoys want?", "They told us that the envoys want peace.", "US"),
        ("What happened in May?", "That may happen.", "May"),
    ],
)
def test_an_article_about_something_else_is_not_asked(question: str, text: str, lacks: str) -> None:
    """A name or most of the topic missing means that the article can't hold the answer."""
    assert lacks in str(off_topic(question, Article("a", "News", text)))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What are Russia's ceasefire conditions?", TRUCE),
        ("What did Friedrich Merz say about the ceasefire?", CALL),
        ("What did Volodymyr Zelenskyy say about a cease-fire?", CALL),
        ("How many people were killed in Kharkiv?", "Two people died in Kharkiv when a drone struck."),
        ("Is the cease-fire holding?", "The ceasefire is holding, monitors said."),
        ("What did the US demand of Iran?", "Washington demanded that Iran stop."),
        ("Merz on the ceasefire?", CALL),
        ("When did Germany call Ukraine?", CALL),
    ],
)
def test_another_word_for_the_same_topic_is_asked(question: str, text: str) -> None:
    """Aliases, spellings, hyphens and common synonyms do not hide an article."""
    assert off_topic(question, Article("a", "News", text)) is None


def test_an_article_need_not_say_last_week_nor_its_own_month() -> None:
    """Whether it is of that time is held against its day (see rag.period), not against its words."""
    text = "The ferry ran into the breakwater at Quern Harbour. Fourteen people were hurt."
    of_june = Article("a", "Ferry hits wall", text, published=Published("2025-06-24", "day", "metadata"))
    assert off_topic("What happened in Quern Harbour last week?", of_june) is None
    assert off_topic("Who was hurt in Quern Harbour in June?", of_june) is None
    assert off_topic("Who was hurt in Quern Harbour in March?", of_june) == "the article does not mention March"
    undated = Article("a", "Ferry hits wall", text)
    assert off_topic("Who was hurt in Quern Harbour in June?", undated) == "the article does not mention June"
