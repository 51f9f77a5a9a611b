"""`python -m tinynet_tui`."""

import sys

from tinynet_tui.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
