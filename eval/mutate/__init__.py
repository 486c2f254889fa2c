"""False claims made by code from true sentences, and how many of them each gate rejects."""

from eval.mutate.cases import PARAPHRASES, Case, cases, first_cases
from eval.mutate.mutants import KINDS, Base, Context, Mutant, MutationKind, mutants
from eval.mutate.table import GatedClaim, MutationResult, MutationRow, gated_claims, mutation_table, table

__all__ = [
    "KINDS",
    "PARAPHRASES",
    "Base",
    "Case",
    "Context",
    "GatedClaim",
    "Mutant",
    "MutationKind",
    "MutationResult",
    "MutationRow",
    "cases",
    "first_cases",
    "gated_claims",
    "mutants",
    "mutation_table",
    "table",
]
