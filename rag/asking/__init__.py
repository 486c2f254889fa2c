"""What is really asked: the days a question means, its filters, and a follow-up made to stand alone.

Knows no article.
"""
