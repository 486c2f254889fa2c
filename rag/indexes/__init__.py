"""What finds passages: by meaning (Chroma), by words (tantivy), by looking at all of them. All of it can be built again from the record.

Knows nothing of questions.
"""
