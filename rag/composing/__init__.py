"""From claims to an answer: the question is corrected, sentences are quoted, each claim is shown once, other articles'
objections are put beside it, and all is put in order; then what is missing, or why nothing is claimed.

These steps draft and judge nothing themselves: they ask the writer and the judge that the work carries.
"""
