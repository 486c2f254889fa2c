"""`python -m eval …` is `onrecord eval …`."""

import sys

from eval.cli import main

sys.exit(main())
