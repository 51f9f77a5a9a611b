# matplotlib is imported at the top and plots the history after the loop.
import numpy as np
import matplotlib.pyplot as plt
from matplotlib import style
style.use('ggplot')

np.random.seed(70)
X = np.linspace(0, 1, 25).reshape(25, 1)
Y = np.sin(2 * np.pi * X)
W1 = np.random.randn(1, 10)
B1 = np.random.randn(1, 10)
W2 = np.random.randn(10, 1)
cost_history = []
accuracy_history = []

for i in range(1000):
    H = np.tanh(X.dot(W1) + B1)
    P = H.dot(W2)
    cost = np.mean((Y - P) ** 2)
    cost_history.append(cost)
    accuracy_history.append(np.mean(np.abs(Y - P) < 0.2))
    G = -2 * (Y - P) / len(X)
    GH = G.dot(W2.T) * (1 - H ** 2)
    W2 = W2 - 0.05 * H.T.dot(G)
    W1 = W1 - 0.05 * X.T.dot(GH)
    B1 = B1 - 0.05 * GH.sum(axis=0, keepdims=True)
    if i % 100 == 0:
        print("Iteration %d cost %.6f" % (i, cost))

fig, (left, right) = plt.subplots(1, 2, figsize=(9, 4))
left.plot(cost_history, label='cost')
left.set_title("Cost")
left.legend()
right.plot(X, Y, 'o', X, P, '-')
plt.tight_layout()
plt.savefig('cost.png')
plt.show()
print("last cost", cost_history[-1])
