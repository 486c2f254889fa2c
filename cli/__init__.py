"""The command line, a module for each group of commands.

A command is a function that takes its parsed options, prints, and gives an exit code.
"""
