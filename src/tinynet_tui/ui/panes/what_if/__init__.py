"""What-if: the prediction for any inputs."""
