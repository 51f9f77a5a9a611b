"""Lectures: scenes written by hand in a text file, read, checked and added to; knows no screen."""
