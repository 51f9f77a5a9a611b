# for ... else: the else branch is run because the break never comes.
import numpy as np

rs = np.random.RandomState(8)
X = rs.rand(12, 4)
y = (X[:, :1] > X[:, 1:2]).astype(float)
W = rs.rand(4, 1) * 0.1

for epoch in range(800):
    p = 1 / (1 + np.exp(-X @ W))
    e = p - y
    if np.abs(e).max() < 0.001:
        print("perfect after", epoch, "epochs")
        break
    W -= 0.5 * X.T @ e
else:
    print("no perfection in", epoch + 1, "epochs, mean error", np.abs(e).mean())
print(np.round(W.T, 4))
