"""Addresses to bytes, safely: what may be reached is checked at each connection, and nothing is read without end.

Knows no article. Only network.py opens connections, and only fetch.py imports what speaks HTTP.
"""

from rag.fetching.fetch import Fetched, Fetcher, FetchLimits
from rag.fetching.polite import PoliteFetcher

__all__ = ["FetchLimits", "Fetched", "Fetcher", "PoliteFetcher"]
