"""The steps of reading a web page."""
