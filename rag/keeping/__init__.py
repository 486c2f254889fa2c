"""What changes the record as a whole or checks it: ingest, backup, restore, export and import, looking a quotation up.

Knows nothing of questions and answers.
"""
