# Functions with a dictionary of parameters. Wrong: tanh's slope is taken of the pre-activation as
# if that were the output.
import numpy as np


def init(n_in, n_hid, n_out):
    np.random.seed(2)
    return {
        "W1": np.random.randn(n_in, n_hid) * 0.7,
        "b1": np.zeros((1, n_hid)),
        "W2": np.random.randn(n_hid, n_out) * 0.7,
        "b2": np.zeros((1, n_out)),
    }


def forward(X, p):
    Z1 = X @ p["W1"] + p["b1"]
    A1 = np.tanh(Z1)
    A2 = A1 @ p["W2"] + p["b2"]
    return A2, {"Z1": Z1, "A1": A1, "A2": A2}


def backward(X, Y, p, c):
    m = X.shape[0]
    dA2 = (c["A2"] - Y) / m
    dZ1 = (dA2 @ p["W2"].T) * (1 - c["Z1"] ** 2)
    return {
        "W1": X.T @ dZ1,
        "b1": dZ1.sum(axis=0, keepdims=True),
        "W2": c["A1"].T @ dA2,
        "b2": dA2.sum(axis=0, keepdims=True),
    }


def update(p, g, lr):
    for key in p:
        p[key] = p[key] - lr * g[key]
    return p


X = np.linspace(-2, 2, 20).reshape(-1, 1)
Y = np.sin(X)
params = init(1, 5, 1)
for i in range(2000):
    out, cache = forward(X, params)
    cost = np.mean((out - Y) ** 2)
    grads = backward(X, Y, params, cache)
    params = update(params, grads, lr=0.1)
    if i % 500 == 0:
        print(i, cost)
