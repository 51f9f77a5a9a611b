"""What a number, a quiz, a gradient is made of."""
