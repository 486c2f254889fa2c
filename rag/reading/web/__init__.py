"""What a web page shows: its style, its blocks of text, its story, and what its metadata states of it.

Knows lxml trees only.
"""
