"""The command line: arguments in, one of report/ or ui/ out."""
