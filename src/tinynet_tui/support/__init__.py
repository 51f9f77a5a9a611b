"""Files, numbers typed by people, standard error, the sandbox."""
