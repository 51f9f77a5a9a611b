# Writes without line ends: a bar drawn with \r, sys.stdout.write, print(end=""), flush, unicode blocks.
import sys
import numpy as np

np.random.seed(65)
X, y = np.random.rand(5, 3), np.random.rand(5, 1)
w = np.random.rand(3, 1)
width = 24
for i in range(240):
    e = y - X @ w
    w += 0.1 * X.T @ e
    if i % 10 == 9:
        full = (i + 1) * width // 240
        sys.stdout.write("\r[" + "█" * full + "·" * (width - full) + "]")
        print(f" {np.abs(e).mean():.4f}", end="", flush=True)
sys.stdout.write("\n")
print("fertig – ∑|e| =", np.abs(e).sum())
