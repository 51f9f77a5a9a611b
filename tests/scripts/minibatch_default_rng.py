# Shuffled mini-batches, drawn by a Generator from default_rng; the last batch is shorter.
import numpy as np

rng = np.random.default_rng(seed=101)

n, batch_size, epochs = 100, 16, 60
X = rng.normal(size=(n, 3))
true_w = np.array([[1.5], [-2.0], [0.5]])
y = X @ true_w + 0.1 * rng.normal(size=(n, 1))

w = np.zeros((3, 1))
for epoch in range(epochs):
    order = rng.permutation(n)
    epoch_loss = 0.0
    for start in range(0, n, batch_size):
        batch = order[start:start + batch_size]
        xb, yb = X[batch], y[batch]
        residual = xb @ w - yb
        epoch_loss += float((residual ** 2).sum())
        w -= 0.1 * 2 * xb.T @ residual / len(batch)
    if epoch % 10 == 0:
        print(f"{epoch=} loss={epoch_loss / n:.5f}")

print("found", w.ravel(), "truth", true_w.ravel())
