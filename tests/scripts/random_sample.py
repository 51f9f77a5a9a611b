# Each iteration trains on one sample that np.random.randint has drawn.
import numpy as np

np.random.seed(1812)
X = np.array([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])
T = np.array([0., 1., 1., 0.])
W = np.random.normal(0, 1, (2, 4)); Wb = np.zeros(4)
V = np.random.normal(0, 1, 4); Vb = 0.
for n in range(6000):
    i = np.random.randint(len(X))
    x, t = X[i], T[i]
    h = 1 / (1 + np.exp(-(x @ W + Wb)))
    o = 1 / (1 + np.exp(-(h @ V + Vb)))
    e = o - t
    go = e * o * (1 - o)
    gh = go * V * h * (1 - h)
    V -= go * h
    Vb -= go
    W -= np.outer(x, gh)
    Wb -= gh
    if n % 1000 == 0:
        print(n, i, e)
for x in X:
    h = 1 / (1 + np.exp(-(x @ W + Wb)))
    print(x, 1 / (1 + np.exp(-(h @ V + Vb))))
