# A deep net whose weights and activations are lists, with inner loops over the layers.
import numpy as np

np.random.seed(52)
sizes = [3, 6, 5, 1]
W = [np.random.uniform(-1, 1, (a, b)) for a, b in zip(sizes, sizes[1:])]
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]], dtype=float)
y = np.array([[0],[1],[1],[0]], dtype=float)

for it in range(2500):
    acts = [X]
    for M in W:
        acts.append(1 / (1 + np.exp(-acts[-1] @ M)))
    error = y - acts[-1]
    delta = error * acts[-1] * (1 - acts[-1])
    deltas = [delta]
    for i in range(len(W) - 1, 0, -1):
        delta = deltas[-1] @ W[i].T * acts[i] * (1 - acts[i])
        deltas.append(delta)
    deltas.reverse()
    for i in range(len(W)):
        W[i] += 1.5 * acts[i].T @ deltas[i]
    if it % 500 == 0:
        print("it %d: %.6f" % (it, np.mean(np.abs(error))))
print(acts[-1].round(3).ravel())
