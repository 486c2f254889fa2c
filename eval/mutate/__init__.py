"""False claims made by code from true sentences, and how many of them each gate rejects."""

from eval.mutate.cases import PARAPHRASES, Case, cases, some
from eval.mutate.mutants import KINDS, Base, Context, Kind, Mutant, mutants
from eval.mutate.table import MutationResult, Row, Tried, mutation_table, table, tried

__all__ = [
    "KINDS",
    "PARAPHRASES",
    "Base",
    "Case",
    "Context",
    "Kind",
    "Mutant",
    "MutationResult",
    "Row",
    "Tried",
    "cases",
    "mutants",
    "mutation_table",
    "some",
    "table",
    "tried",
]
