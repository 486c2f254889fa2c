"""Chat models through LangChain: the embedded one, those of providers, a fake for tests, and
the two ways we speak to them.

Together with `rag.ask` and `rag.retrieval.retrieve` the only place that knows LangChain. Knows nothing of articles.
"""
