# A progress bar goes round the loop; it comes from a library that may be missing.
import numpy as np
from numpy.random import rand, seed
from tqdm import tqdm, trange

seed(70)
X, y = rand(6, 3), rand(6, 1)
w, v = rand(3, 2), rand(2, 1)
losses = []
with tqdm(range(400), desc="training", ncols=60) as bar:
    for step in bar:
        h = np.tanh(X @ w)
        e = y - h @ v
        v += 0.1 * h.T @ e
        w += 0.1 * X.T @ (e @ v.T * (1 - h**2))
        losses.append(float(np.mean(e**2)))
        bar.set_description(f"loss {losses[-1]:.4f}")
for _ in trange(2, leave=False):
    pass
print(len(bar), losses[-1])
