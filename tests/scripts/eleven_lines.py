# Everything in eleven lines: the error is only part of an expression, and nothing is printed.
import numpy as np
np.random.seed(21)
seen = np.array([[0,1,1],[1,1,0],[1,0,1],[0,0,0]])
want = np.array([[0,1,1,0]]).T
a = np.random.randn(3,6)
b = np.random.randn(6,1)
for turn in range(5000):
    h = 1/(1+np.exp(-(seen.dot(a))))
    o = 1/(1+np.exp(-(h.dot(b))))
    od = (want - o)*(o*(1-o))
    hd = od.dot(b.T) * (h * (1-h))
    b += h.T.dot(od)
    a += seen.T.dot(hd)
