"""A follow-up to a question that stands alone: what was asked before, what leans on it, and what a rewrite must keep."""
