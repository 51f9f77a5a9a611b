"""Settings: what a file of the user's says of colours, keys, frames and digits."""
