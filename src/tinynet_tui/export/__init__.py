"""Exports: command, script, CSV, JSON, last session."""
