"""Reports of finished runs, as text: for a terminal, a pull request, a build server, and as one page.

    terminal.py   a summary, a comparison, a gate, for people at a prompt
    markdown.py   the same for the comment on a pull request
    junit.py      the same for a build server
    html.py       a whole run on one page: report.html.jinja, with charts.py drawn by svg.py from curves.py

All are functions from loaded data to text, and ask nothing. What an article or a model wrote stays text in all.
"""
