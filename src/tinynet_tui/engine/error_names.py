"""By which names and functions an error is known."""

from __future__ import annotations

import re

MEASURES = {"mean", "sum", "average", "norm", "max", "std", "var", "median"}
"""Functions that make one number of many."""
TELLING = re.compile("err|loss|cost|mse|rmse|miss|diff", re.IGNORECASE)
"""Names of errors."""
RISING = re.compile("acc|correct|score|reward|hits", re.IGNORECASE)
"""Names of what grows while a network learns."""
