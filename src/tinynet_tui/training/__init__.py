"""Trains an experiment fast, what is edited on the way included."""
