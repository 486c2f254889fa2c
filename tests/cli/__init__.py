"""The command line, a file of tests for each group of commands."""
