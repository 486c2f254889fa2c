"""A disk that is full at more moments than each run of the tests tries: building the indexes, and letting them follow."""

from pathlib import Path

import pytest

from tests.rag.system.test_full import build_without_room, disk, follow_without_room

__all__ = ["disk"]  # the fixture


@pytest.mark.parametrize("free", [16_384, 50_000, 100_000, 300_000, 1_000_000, 1_500_000, 2_000_000])
def test_indexes_are_built_when_there_is_room(disk: Path, free: int) -> None:
    """At whatever step of building them it ends."""
    build_without_room(disk, free)


@pytest.mark.parametrize("free", [16_384, 50_000, 400_000, 800_000])
def test_indexes_follow_when_there_is_room(disk: Path, free: int) -> None:
    """Whichever of their files does not fit."""
    follow_without_room(disk, free)
