# The data come from a generator: for x, t in batches(...)
import numpy as np

rng = np.random.default_rng(1989)

def batches(how_many, size=8):
    """Fresh noisy samples of a parabola, for ever new."""
    for _ in range(how_many):
        x = rng.uniform(-1, 1, size=(size, 1))
        yield x, x ** 2 + rng.normal(0, 0.02, size=(size, 1))

W, c = rng.normal(size=(1, 12)), np.zeros(12)
V, d = rng.normal(size=(12, 1)) / 4, np.zeros(1)
running = 1.0

for x, t in batches(1500):
    h = np.tanh(x @ W + c)
    o = h @ V + d
    e = o - t
    running = 0.99 * running + 0.01 * float((e ** 2).mean())
    gh = e @ V.T * (1 - h ** 2)
    V -= 0.05 * h.T @ e; d -= 0.05 * e.sum(0)
    W -= 0.05 * x.T @ gh; c -= 0.05 * gh.sum(0)

print("running error", running)
xs = np.array([[-1], [-0.5], [0], [0.5], [1]])
print(np.hstack([xs, np.tanh(xs @ W + c) @ V + d]).round(2))
