"""Serving: the HTTP interface, the event stream and the pages. Knows how to show an answer, never how one is made."""
