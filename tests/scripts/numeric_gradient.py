# The slope by differences: the inner loop nudges every weight through np.nditer and puts it back.
import numpy as np
np.random.seed(26)
x = np.array([[0.2, 0.7], [0.6, 0.1], [0.9, 0.9]])
t = np.array([[0.1], [0.5], [0.9]])
w = {'a': np.random.randn(2, 3), 'b': np.random.randn(3, 1)}

def loss():
    return np.mean((np.tanh(x @ w['a']) @ w['b'] - t) ** 2)

h = 1e-5
for epoch in range(120):
    grads = {}
    for name, arr in w.items():
        g = grads[name] = np.zeros_like(arr)
        it = np.nditer(arr, flags=['multi_index'], op_flags=['readwrite'])
        while not it.finished:
            ix = it.multi_index
            keep = arr[ix]
            arr[ix] = keep + h; up = loss()
            arr[ix] = keep - h; down = loss()
            arr[ix] = keep
            g[ix] = (up - down) / (2 * h)
            it.iternext()
    for name in w:
        w[name] -= 0.5 * grads[name]
    if epoch % 30 == 0:
        print(epoch, round(float(loss()), 8))
print(w['a'].round(4).tolist(), w['b'].round(4).tolist())
