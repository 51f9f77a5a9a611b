# Histories that grow with every iteration: numbers, copies of the weights, tuples.
import numpy as np

np.random.seed(55)
X = np.random.rand(6, 2)
y = X @ np.array([[2.0], [-1.0]]) + 0.5
w = np.random.rand(2, 1)
b = 0.0
losses = []
w_history = []
log = {'b': [], 'largest': []}

for epoch in range(1500):
    pred = X @ w + b
    diff = pred - y
    losses.append(np.mean(diff ** 2))
    w_history.append(w.copy())
    log['b'].append(b)
    log['largest'] += [(epoch, float(np.abs(diff).max()))]
    w = w - 0.1 * X.T @ diff
    b = b - 0.1 * diff.sum()

print(len(losses), "losses, from", losses[0], "to", losses[-1])
print("largest miss at the end", log['largest'][-1])
print(np.array(w_history).shape, w_history[700].ravel(), log['b'][700])
