"""Settings: colours, keys, frames and digits, from a file of the user's."""
