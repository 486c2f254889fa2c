"""The command line: one module for a group of commands. Above everything else; nothing imports it but `onrecord`."""
