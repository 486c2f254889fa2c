"""The command line, a file for each group of commands: each takes its parsed options, prints, and gives an exit code."""
