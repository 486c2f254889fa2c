"""The record, in SQL: every article version, passage, vector, answer and change. All else can be rebuilt from it."""
