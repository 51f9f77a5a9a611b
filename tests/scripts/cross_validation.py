# The training function is called once for each fold, so that its loop runs four times.
import numpy as np

def train(X, y, steps=300, lr=0.5):
    w = np.zeros(X.shape[1])
    for s in range(steps):
        p = 1 / (1 + np.exp(-X @ w))
        e = y - p
        w += lr * e @ X / len(y)
    return w

rng = np.random.RandomState(40)
X = np.c_[rng.randn(40, 2), np.ones(40)]
y = (X[:, 0] + 0.5 * rng.randn(40) > 0).astype(float)
folds = np.array_split(rng.permutation(40), 4)
scores = []
for k, test in enumerate(folds):
    rest = np.concatenate([f for j, f in enumerate(folds) if j != k])
    w = train(X[rest], y[rest])
    scores.append(np.mean((X[test] @ w > 0) == y[test]))
    print("fold", k, w, scores[-1])
print("mean", np.mean(scores))
