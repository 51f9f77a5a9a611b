"""View 2: neurons and weights as a drawing."""
