"""Lectures are scenes in a text file: read, check and extend them, without a screen."""
