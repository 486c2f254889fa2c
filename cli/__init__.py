"""The command line, a module for each group of commands: each takes its parsed options, prints, and gives an exit code."""
