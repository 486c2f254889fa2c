"""What the operating system is asked for: files written whole, room on the disk, a trial in a
child process, work done ahead.

Knows nothing of news.
"""
