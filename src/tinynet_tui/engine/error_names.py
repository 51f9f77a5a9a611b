"""By which names and functions an error is known."""

from __future__ import annotations

import re

MEASURES = {"mean", "sum", "average", "norm", "max", "std", "var", "median"}
"""Functions that make one number of many."""
TELLING = re.compile("err|loss|cost|mse|rmse|miss|diff", re.IGNORECASE)
"""Names of errors."""
RISING = re.compile("acc|correct|score|reward|hits", re.IGNORECASE)
"""Names of what grows while a network learns."""
DERIVED = re.compile("deriv|grad|prime|delta|back|slope", re.IGNORECASE)
"""Names of what is computed from an error to go back."""
ABOUT = {"shape", "size", "ndim", "dtype", "itemsize", "nbytes", "len"}
"""What tells something about an array, not its numbers."""
