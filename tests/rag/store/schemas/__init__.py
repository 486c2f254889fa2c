"""Each released schema of the record, as a small database that it was written in."""
