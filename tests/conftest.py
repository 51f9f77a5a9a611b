"""What all tests share."""

from hypothesis import settings

# How long an example takes depends on the machine and on what else it does.
settings.register_profile("product", deadline=None, print_blob=True)
settings.load_profile("product")
