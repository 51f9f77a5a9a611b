# Traps of dtypes: uint8 that wraps round, float32 weights, a sum that turns into float64, bool targets.
import numpy as np

np.random.seed(81)
pixels = np.random.randint(0, 256, (10, 6)).astype(np.uint8)
shifted = pixels + np.uint8(100)                 # wraps round at 256, and nobody notices
bright = pixels.mean(axis=1) > 127               # bool
X = shifted.astype(np.float32) / 255
W = np.zeros((6, 1), dtype=np.float32)
count = np.int16(0)
label = bright.reshape(-1, 1).astype(np.int8)

for step in range(500):
    p = 1 / (1 + np.exp(-(X @ W)))
    e = label - p
    W += np.float32(0.05) * (X.T @ e)
    count += np.int16(3)
    if step % 100 == 0:
        print(step, p.dtype, e.dtype, W.dtype, count, np.mean(np.abs(e)))

print(W.ravel(), (label == (p > 0.5)).sum())
