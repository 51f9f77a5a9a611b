# A regression with momentum.
import numpy as np

np.random.seed(7)
x = np.linspace(-1, 1, 40).reshape(-1, 1)
t = np.sin(3 * x)

w1 = np.random.normal(size=(1, 10))
c1 = np.zeros(10)
w2 = np.random.normal(size=(10, 1)) / 10
c2 = np.zeros(1)
v1, v2 = np.zeros_like(w1), np.zeros_like(w2)
eta, mu = 0.05, 0.9


def relu(a):
    return np.maximum(a, 0)


for i in range(1000):
    h = relu(x @ w1 + c1)
    p = h @ w2 + c2
    e = p - t
    mse = np.mean(e ** 2)
    g = 2 * e / len(x)
    gw2 = h.T @ g
    gc2 = g.sum(0)
    gh = g @ w2.T * (h > 0)
    gw1 = x.T @ gh
    gc1 = gh.sum(0)
    v1 = mu * v1 - eta * gw1
    v2 = mu * v1[0].reshape(10, 1) - eta * gw2
    w1 += v1
    w2 += v2
    c1 -= eta * gc1
    c2 -= eta * gc2
    if i % 100 == 0:
        print(i, mse)
