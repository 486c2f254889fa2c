"""The record, in SQL: every article version, passage, vector, answer and change. What is not here can be rebuilt from it."""
