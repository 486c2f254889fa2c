"""Mutants are false, fluent and always the same; the table says how many of them each gate rejects."""

import json
import re
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.judging import Verdicts
from eval.mutate import KINDS, Case, Mutant, MutationKind, cases, gated_claims, mutation_table, table
from eval.mutate import mutants as made_from
from eval.mutate.mutants import Context
from eval.mutate.names import Around, Names
from eval.mutate.quantities import numbers
from eval.mutate.text import past, plain_forms, unquoted
from eval.under_test import Judge, Thresholds
from eval.yardstick.numbers import quantities
from rag.errors import BadDataset
from rag.models.chat.fake import FakeChat

pytestmark = pytest.mark.slow


EXAMPLES = Path(__file__).parents[2] / "examples" / "articles"
ARTICLE = (
    "Ilse Varrowby, the council’s engineer, said that the piers were safe. Tobin Achterby told reporters that the price would"
    " stay. Achterby said that the oven was cold. They met in Ostermere. A second meeting was held in Brackholm."
)
OTHERS = ("Achterby said that the oven was cold and that nobody had lit it.",)


def context(article: str = ARTICLE, others: tuple[str, ...] = OTHERS) -> Context:
    """What surrounds a sentence of a small article."""
    return Context(Around(article, Names(article)), others)


def mutated(kind: MutationKind, sentence: str) -> str | None:
    """The mutant of one kind made from a sentence, None where there is none."""
    return next((mutant.claim for mutant in made_from(sentence, None, context()) if mutant.kind == kind), None)


@cache
def sample() -> tuple[Case, ...]:
    """The sample articles' sentences."""
    return cases(EXAMPLES)


@cache
def mutants() -> tuple[tuple[Case, Mutant], ...]:
    """Every mutant of the sample articles, with its case."""
    return tuple((case, mutant) for case in sample() for mutant in case.mutants())


def of_kind(*kinds: MutationKind) -> list[tuple[str, str]]:
    """Sentence and mutant of some kinds."""
    return [(case.evidence.quote, mutant.claim) for case, mutant in mutants() if mutant.kind in kinds]


@pytest.mark.parametrize(
    ("kind", "sentence", "false"),
    [
        ("date", "The vote is on 5 June.", r"The vote is on (?!5 )\d+ June\.|The vote is on 5 (?!June)\w+\."),
        ("unit", "The truce lasts thirty days.", "The truce lasts thirty weeks."),
        ("unit", "It may last up to 30 days.", None),
        ("unit", "It cost €5.", "It cost £5."),
        ("place", "They met in Ostermere on a boat.", "They met in Brackholm on a boat."),
        ("speaker", "Ilse Varrowby said that the piers were safe.", "Tobin Achterby said that the piers were safe."),
        ("speaker", "Achterby told Varrowby that it was late.", "Varrowby told Achterby that it was late."),
        ("speaker", "Achterby and Varrowby said that it was late.", None),
        ("negation added", "The bridge was safe.", "The bridge was not safe."),
        ("negation added", "He asked whether the bridge was safe.", "He did not ask whether the bridge was safe."),
        ("negation added", "The council rejected the plan.", "The council did not reject the plan."),
        ("negation dropped", "It did not fall.", "It fell."),
        ("negation dropped", "Nobody was hurt.", "Somebody was hurt."),
        ("negation dropped", "It has not yet been played.", "It has already been played."),
        ("negation dropped", "It had no guard and no roof.", None),
        ("direction", "Prices fell by 4 per cent.", "Prices rose by 4 per cent."),
        ("direction", "The mill was named after a saint.", None),
        ("quantifier", "At least 40 people were hurt.", "At most 40 people were hurt."),
        ("quantifier", "All of the hostages were freed.", "Only some of the hostages were freed."),
        ("modality", "The council may close the library.", "The council closed the library."),
        ("modality", "The council plans to sell the mill.", "The council sold the mill."),
        ("modality", "It denied that it planned to sell.", None),
        ("stitched", "Ilse Varrowby said that the piers were safe.", "Ilse Varrowby said that the oven was cold and that nobody had lit it."),
    ],
)  # fmt: skip
def test_each_kind_changes_one_thing(kind: MutationKind, sentence: str, false: str | None) -> None:
    """As a person would; where the change would not make it false, there is no mutant."""
    found = mutated(kind, sentence)
    assert found == false if found is None or false is None else re.fullmatch(false, found)


def test_no_mutant_is_its_sentence_in_other_case_or_marks() -> None:
    """Of all the sample articles."""
    for case, mutant in mutants():
        said, true = (re.findall(r"[\w£$€]+", text.casefold()) for text in (mutant.claim, case.evidence.quote))
        assert said != true


def test_a_changed_number_is_not_in_its_sentence() -> None:
    """Nor are the two the same number written otherwise."""
    pairs = of_kind("number")
    assert len(pairs) > 200
    for sentence, claim in pairs:
        there = {quantity.value for quantity in quantities(sentence)}
        assert {quantity.value for quantity in quantities(claim)} - there, claim


@given(st.integers(2, 10**9), st.sampled_from(["at least", "up to", "fewer than", "about", "more than"]), st.integers())
def test_a_number_goes_the_way_that_does_not_follow(value: int, bound: str, seed: int) -> None:
    """Where "at least 7" implies "at least 6", it goes up; where "up to 5" implies "up to 6", down."""
    sentence = f"It needs {bound} {value:,} crowns a year."
    for claim in numbers(sentence, sentence, Random(seed)):  # noqa: S311  # a test's own
        changed = quantities(claim)[0].value
        assert changed < value if bound in {"up to", "fewer than"} else changed > value


def test_a_changed_name_is_not_in_its_sentence() -> None:
    """Names, places and speakers: some word is new, unless two people of the sentence changed places."""
    for sentence, claim in of_kind("name", "place", "speaker"):
        words, there = re.findall(r"[\w’-]+", claim), re.findall(r"[\w’-]+", sentence)
        new = [word for word in words if word not in there]
        assert new or sorted(word.casefold() for word in words) == sorted(word.casefold() for word in there), claim


def test_nothing_in_quotation_marks_is_changed() -> None:
    """Looking the quotation up would find it: that is another test."""
    for case, mutant in mutants():
        if mutant.kind != "stitched":
            for quoted in re.findall(r"“[^”]*”", mutant.claim):
                assert quoted in case.evidence.quote


def test_every_kind_is_made() -> None:
    """Dozens of each."""
    kinds = [mutant.kind for _, mutant in mutants()]
    assert min(kinds.count(kind) for kind in KINDS) > 20


def test_mutants_are_well_formed() -> None:
    """No doubled space or word that was not doubled before, a capital first, a full stop last."""
    doubled = re.compile(r"\b(\w+) \1\b")
    for case, mutant in mutants():
        assert "  " not in mutant.claim
        assert not mutant.claim[0].islower()
        if mutant.kind == "stitched":
            continue
        assert mutant.claim[-1] == case.evidence.quote[-1]
        assert len(doubled.findall(mutant.claim)) <= len(doubled.findall(case.evidence.quote)), mutant.claim


def test_the_same_sentence_gives_the_same_mutants() -> None:
    """Whatever was made before."""
    case = sample()[7]
    assert case.mutants() == case.mutants()
    assert made_from(ARTICLE, ARTICLE, context()) == made_from(ARTICLE, ARTICLE, context())


@settings(deadline=None)
@given(st.text())
def test_any_text_can_be_mutated(text: str) -> None:
    """Or left alone; at most one of each kind and base, and never the text itself."""
    found = made_from(text, text + " indeed", context())
    assert len({(mutant.kind, mutant.base) for mutant in found}) == len(found)
    assert all(mutant.claim not in {text, text + " indeed"} for mutant in found)


@given(st.text())
def test_blanking_quotations_moves_nothing(text: str) -> None:
    """Offsets stay."""
    assert len(unquoted(text)) == len(text)


@pytest.mark.parametrize(("verb", "was"), [("close", "closed"), ("carry", "carried"), ("stop", "stopped"), ("sell", "sold"), ("visit", "visited")])  # fmt: skip
def test_verbs_have_their_past(verb: str, was: str) -> None:
    """And back."""
    assert past(verb) == was
    assert plain_forms()[was] == verb


# The sample articles as cases


def paraphrases(folder: Path, *rows: object) -> Path:
    """A file of paraphrases."""
    path = folder / "paraphrases.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


ROW = {
    "file": "bridge-closure.md",
    "sentence": "The bridge was built in 1887.",
    "paraphrase": "In 1887 the bridge was built.",
}


def test_a_sentence_that_several_articles_have_is_one_case() -> None:
    """A syndicated story must not count five times."""
    sentences = [case.evidence.quote for case in sample()]
    assert len(sentences) == len(set(sentences)) > 500


def test_a_paraphrase_is_mutated_too(tmp_path: Path) -> None:
    """And known as the true claim that its mutants were made from."""
    found = {case.evidence.quote: case for case in cases(EXAMPLES, paraphrases(tmp_path, ROW))}[ROW["sentence"]]
    assert found.paraphrases == (ROW["paraphrase"],)
    bases = {mutant.base: truth for mutant, truth in found.mutants().items()}
    assert bases == {"copy": ROW["sentence"], "paraphrase": ROW["paraphrase"]}


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"sentence": "The bridge was built."}, "sentence"), ({"file": "other.md"}, "sentence"), ({"paraphrase": " "}, "paraphrase")],
)  # fmt: skip
def test_a_bad_paraphrase_is_refused_by_line(tmp_path: Path, changed: dict[str, str], field: str) -> None:
    """A sentence must stand in the article just so."""
    with pytest.raises(BadDataset, match=rf"paraphrases\.jsonl, line 1, field '{field}'"):
        cases(EXAMPLES, paraphrases(tmp_path, {**ROW, **changed}))


# The table


def few(tmp_path: Path) -> list[Case]:
    """The cases of one article, one of them with a paraphrase."""
    found = cases(EXAMPLES, paraphrases(tmp_path, ROW))
    return [case for case in found if (case.evidence.article.source or "").endswith("bridge-closure.md")]


def test_the_checks_alone_make_a_table(tmp_path: Path) -> None:
    """True claims first; no judge, no second column."""
    result = mutation_table(few(tmp_path))
    assert [(row.kind, row.base) for row in result.rows[:2]] == [("true", "copy"), ("true", "paraphrase")]
    assert all(row.both is None for row in result.rows)
    number = next(row for row in result.rows if (row.kind, row.base) == ("number", "copy"))
    assert number.checks.count == number.count > 3
    assert "| number | copy |" in table(result)
    assert json.dumps(result.as_dict(), allow_nan=False)


def test_the_judge_is_asked_only_about_what_the_checks_let_pass(tmp_path: Path) -> None:
    """Once, and never again; what either gate rejects is rejected. That a sentence states itself is not asked."""
    fake = FakeChat(yes=lambda _: 0.1)
    verdicts = Verdicts(Judge(fake, Thresholds(0.8, 0.6)), tmp_path / "v.jsonl")
    chosen, said = few(tmp_path), list[str]()
    result = mutation_table(chosen, verdicts, said.append)
    passing = [each for each in gated_claims(chosen) if each.refused is None]
    asked = [each for each in passing if (each.kind, each.base) != ("true", "copy")]
    assert len(fake.prompts) == len(asked) > 0
    assert said[0].startswith(f"{len(passing)} of {len(passing)} claims to judge, about ")
    true = {row.base: row for row in result.rows if row.kind == "true"}
    assert true["copy"].both is not None
    assert true["copy"].both.count == 0
    assert true["paraphrase"].both is not None
    assert true["paraphrase"].both.count == true["paraphrase"].count
    mutation_table(chosen, verdicts, said.append)
    assert len(fake.prompts) == len(asked)


def test_the_floor_is_as_strict_on_true_claims_as_the_gates(tmp_path: Path) -> None:
    """Gates that reject no true claim leave it no more than the least true score."""
    result = mutation_table(few(tmp_path))
    true = [row for row in result.rows if row.kind == "true"]
    assert [row.checks.count for row in true] == [0, 0]
    assert [row.floor.count for row in true] == [0, 0]
    assert 0 < result.floor_threshold < 1


def test_a_paraphrase_the_checks_refuse_anyway_is_no_catch(tmp_path: Path) -> None:
    """Its mutants count among all, and not among those whose true claim passes."""
    odd = {**ROW, "paraphrase": "The 19th-century crossing, of which nobody knows the maker, was built in 1887."}
    chosen = [case for case in cases(EXAMPLES, paraphrases(tmp_path, odd)) if case.paraphrases]
    rows = [row for row in mutation_table(chosen).rows if row.base == "paraphrase"]
    assert all(row.checks.count == row.count and row.seen.of == 0 for row in rows)
