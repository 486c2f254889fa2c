"""Claims to an answer: corrected, quoted, shown once, opposed, ordered; what is missing, or why nothing is said.

Drafts nothing and judges nothing itself: the steps ask the writer and the judge that the run carries.
"""
