"""How many of a list are shown: the option that commands that list share."""

from rag.errors import BadInput


def checked_limit(given: int | None) -> int | None:
    """The number after `--limit`, as it is; None where it was not given. Raises BadInput for less than 1."""
    if given is not None and given < 1:
        raise BadInput(f"--limit can't be {given}.", "Choose 1 or more.")
    return given
