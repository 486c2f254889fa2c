"""What the operating system has to be asked for: writing aside, room on the disk, a trial in a child process, work done ahead.

Knows nothing of news.
"""
