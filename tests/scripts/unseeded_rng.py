# No seed, three sources of chance: default_rng(), np.random and the random module.
import random
import numpy as np
rng = np.random.default_rng()
X = rng.random((5, 3))
y = np.array([random.randint(0, 1) for _ in range(5)])
w = np.random.rand(3)
for epoch in range(300):
    i = random.randrange(5)
    out = 1 / (1 + np.exp(-X[i] @ w))
    err = y[i] - out
    w = w + 0.3 * err * X[i] + rng.normal(0, 0.001, 3)
print(w)
