"""The network asked with any inputs."""
