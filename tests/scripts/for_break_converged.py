# A for loop that ends by break once the loss hardly changes any more.
import numpy as np

np.random.seed(31)
x = np.linspace(-1, 1, 20).reshape(-1, 1)
t = 0.5 * x ** 3 - 0.2 * x
h = 6
W1, b1 = np.random.randn(1, h), np.zeros((1, h))
W2, b2 = np.random.randn(h, 1), np.zeros((1, 1))
lr = 0.05
last_loss = np.inf

for i in range(100000):
    a = np.tanh(x @ W1 + b1)
    out = a @ W2 + b2
    loss = ((out - t) ** 2).mean()
    if abs(last_loss - loss) < 1e-7:
        print("converged at", i)
        break
    last_loss = loss

    g = 2 * (out - t) / len(x)
    gW2, gb2 = a.T @ g, g.sum(axis=0, keepdims=True)
    ga = (g @ W2.T) * (1 - a ** 2)
    gW1, gb1 = x.T @ ga, ga.sum(axis=0, keepdims=True)
    W1 -= lr * gW1; b1 -= lr * gb1
    W2 -= lr * gW2; b2 -= lr * gb2

print("loss", loss)
