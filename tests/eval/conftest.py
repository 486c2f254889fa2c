"""What tests of `eval` share: three questions over two short articles, and the real embedder beside a fake LLM."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from eval.asking import Models
from eval.datasets import load_questions
from eval.questions import Dataset
from rag.drafting.writer import Writer
from rag.english.parser import Parser
from rag.models.chat.fake import FakeChat
from rag.models.embedding import Embedder
from rag.settings import Settings

ARTICLES = {
    "weir": "The Old Weir Bridge will cost £2.4 million to repair, the council said. Work starts on Monday.",
    "bread": "A rye loaf from Tanner’s Row has won the Golden Sheaf. Judges tasted 126 loaves on Saturday.",
}
ROWS = [
    {
        "id": "cost",
        "question": "How much will the repair of the Old Weir Bridge cost?",
        "as_of": "2025-05-20",
        "answers": ["£2.4 million"],
        "gold": [{"article": "weir", "sentence": ARTICLES["weir"].split(". ")[0] + "."}],
    },
    {
        "id": "loaves",
        "question": "How many loaves did the judges taste?",
        "as_of": "2025-05-20",
        "answers": ["126"],
        "gold": [{"article": "bread", "sentence": "Judges tasted 126 loaves on Saturday."}],
    },
    {"id": "firm", "question": "Which firm repairs the Old Weir Bridge?", "as_of": "2025-05-20", "answerable": False},
]


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    """Three questions over two short articles."""
    folder = tmp_path / "set"
    (folder / "articles").mkdir(parents=True)
    for name, text in ARTICLES.items():
        article = {"id": name, "title": f"About the {name}", "text": text, "published": "2025-05-19"}
        (folder / "articles" / f"{name}.json").write_text(json.dumps(article))
    (folder / "questions.jsonl").write_text("\n".join(map(json.dumps, ROWS)))
    return load_questions(folder / "questions.jsonl")


OpenModels = Callable[..., Models]


@pytest.fixture
def models(settings: Settings, embedder: Embedder, _parser: Parser) -> OpenModels:
    """The real embedder and parser with a fake LLM."""

    def opened(fake: FakeChat) -> Models:
        return Models(settings, embedder, Writer(fake, capable=True, name="fake"), fake, parser=_parser)

    return opened
