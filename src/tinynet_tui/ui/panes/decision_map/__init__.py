"""View 3: what the network answers over the plane of two inputs."""
