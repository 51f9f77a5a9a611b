# The loop stands under if __name__ == "__main__", its helpers above it.
import numpy as np


def squash(z):
    """The logistic function."""
    return 1.0 / (1.0 + np.exp(-z))


def squash_slope(a):
    """Slope of the logistic function, from its own value."""
    return a * (1.0 - a)


if __name__ == "__main__":
    rng = np.random.default_rng(2024)

    # 3-bit parity
    bits = np.array([[a, b, c] for a in (0, 1) for b in (0, 1) for c in (0, 1)], dtype=float)
    parity = bits.sum(axis=1, keepdims=True) % 2
    bits = np.hstack([bits, np.ones((8, 1))])

    w_in = rng.uniform(-1, 1, size=(4, 8))
    w_out = rng.uniform(-1, 1, size=(8, 1))

    for epoch in range(1, 6001):
        hidden = squash(bits @ w_in)
        guess = squash(hidden @ w_out)
        miss = parity - guess
        d_out = miss * squash_slope(guess)
        d_in = (d_out @ w_out.T) * squash_slope(hidden)
        w_out += hidden.T @ d_out
        w_in += bits.T @ d_in
        if epoch % 1000 == 0:
            print(f"epoch {epoch:5d}   mean |error| {np.abs(miss).mean():.6f}")

    for row, p in zip(bits, guess):
        print(row[:3].astype(int), "->", f"{p[0]:.3f}")
