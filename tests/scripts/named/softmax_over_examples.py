# Softmax regression on three blobs.
import numpy as np

np.random.seed(0)
centers = np.array([[0, 2], [2, -1], [-2, -1]])
X = np.vstack([np.random.randn(30, 2) + c for c in centers])
labels = np.repeat([0, 1, 2], 30)
Y = np.eye(3)[labels]

W = 0.01 * np.random.randn(2, 3)
b = np.zeros(3)
step = 0.5

for it in range(200):
    scores = X.dot(W) + b
    exp = np.exp(scores)
    probs = exp / exp.sum(axis=0, keepdims=True)
    loss = -np.log(probs[range(90), labels]).mean()
    if it % 20 == 0:
        print("iteration %d: loss %f" % (it, loss))
    dscores = (probs - Y) / 90
    dW = X.T.dot(dscores)
    db = dscores.sum(axis=0)
    W += -step * dW
    b += -step * db
