"""View 3: the network's output over the plane of two inputs."""
