"""Everything that runs a model or fetches one: weights, the embedder, chat models through LangChain, the cross-encoder, prompts, recordings.

Knows nothing of articles.
"""
