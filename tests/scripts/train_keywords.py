# A train function with keyword arguments only, annotations, and a dictionary of results.
from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def train(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    *,
    hidden: int = 6,
    learning_rate: float = 0.3,
    epochs: int = 800,
    verbose: bool = False,
    **extra: float,
) -> dict[str, NDArray[np.float64] | float]:
    """Fit a small network and return its parts."""
    rng = np.random.default_rng(int(extra.get("seed", 0)))
    w1: NDArray[np.float64] = rng.normal(size=(x.shape[1], hidden))
    w2: NDArray[np.float64] = rng.normal(size=(hidden, y.shape[1]))
    loss: float = float("nan")
    for epoch in range(epochs):
        h = np.tanh(x @ w1)
        p = h @ w2
        residual = p - y
        loss = float(np.mean(residual**2))
        g2 = h.T @ residual / len(x)
        g1 = x.T @ (residual @ w2.T * (1 - h**2)) / len(x)
        w1 -= learning_rate * g1
        w2 -= learning_rate * g2
        if verbose and epoch % 200 == 0:
            print(f"{epoch:>4} {loss:.6f}")
    return {"w1": w1, "w2": w2, "loss": loss}


grid = np.linspace(0.0, 1.0, 11)[:, np.newaxis]
result = train(np.hstack([grid, np.ones_like(grid)]), grid**2, verbose=True, seed=9, learning_rate=0.2)
print(f"final loss {result['loss']:.6f}")
