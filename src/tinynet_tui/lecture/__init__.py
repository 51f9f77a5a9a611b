"""Lectures: scenes in a text file, read, checked and added to, without a screen."""
