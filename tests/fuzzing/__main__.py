"""Tries parsers in a process of its own, where a limit of time can end nothing else: `python -m tests.fuzzing PARSER ROUNDS SEED FOLDER`.

Prints each fault; the exit code is 1 if there is any.
"""

import sys
from pathlib import Path

from tests.fuzzing.trying import faults_of

if __name__ == "__main__":
    parser, rounds, seed, folder = sys.argv[1:]
    faults = list(faults_of(parser, int(rounds), int(seed), Path(folder)))
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    sys.exit(bool(faults))
