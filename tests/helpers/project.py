"""Paths of the project."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "tinynet_tui"
README = ROOT / "README.md"
MANUAL = PACKAGE / "manual"
