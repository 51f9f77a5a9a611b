"""The worker for a script of the user: it owns the engine."""
