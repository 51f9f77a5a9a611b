"""Every key: its action, its name, its place in the settings."""
