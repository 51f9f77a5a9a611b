# from numpy import *: sum, abs, max and round are NumPy's from here on.
from numpy import *
from numpy.random import *
seed(29)
X = r_[rand(5, 2), 1 - rand(5, 2) * .2]
t = array([0.] * 5 + [1.] * 5).reshape(-1, 1)
w = zeros((2, 1)); b = zeros(())
for k in arange(0, 700):
    o = 1 / (1 + exp(-(X @ w + b)))
    E = t - o
    w += .5 * X.T @ E
    b = b + .5 * sum(E)
    if mod(k, 175) == 0: print(k, max(abs(E)), sum(E ** 2))
print(around(o.T, 2), type(k), any(E > .5), pi)
