"""Everything that runs a model or fetches one: weights, the embedder, chat models through LangChain, the
cross-encoder, prompts and recordings.

Knows nothing of articles.
"""
