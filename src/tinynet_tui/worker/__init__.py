"""The background thread: commands in, one frozen Frame out."""
