"""An answer as lines for people: in the terminal, and as footnotes.

Knows nothing of how it was made.
"""
