"""What evaluations read texts with: words, names, numbers and sentences, in a copy of their own.

A yardstick must not change with what it measures. So no measure, floor or mutation reads a text with the code that the
product reads it with, and a change here is a change of every figure that was ever published: think twice. Knows no
claim, no article and no party.
"""
