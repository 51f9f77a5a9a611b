"""What goes over the wire to the terminal: how much is on its way, and whether anyone is there."""
