"""Inputs that nobody would write, made from those that people do, and what every parser must make of them."""
