"""`python -m byhand.cli`: the same as the command `byhand`."""

import sys

from byhand.cli.main import main

sys.exit(main())
