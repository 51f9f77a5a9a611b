"""How each number comes about: arithmetic, notes, gradient check, what-if, quiz."""
