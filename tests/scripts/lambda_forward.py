# Activation and forward pass are lambdas, chosen from a dictionary of them.
import numpy as np
np.random.seed(27)
f  = {'sig': lambda z: 1/(1+np.exp(-z)), 'tanh': np.tanh}
df = {'sig': lambda a: a*(1-a),          'tanh': lambda a: 1-a**2}
kind = 'sig'
act, dact = f[kind], df[kind]
w = [np.random.randn(3, 4), np.random.randn(4, 1)]
fwd = lambda x: (act(x @ w[0]), act(act(x @ w[0]) @ w[1]))
x = np.array([[1, 0, 0], [1, 0, 1], [1, 1, 0], [1, 1, 1]])
t = np.array([[0], [1], [1], [0]])
for step in range(4000):
    h, o = fwd(x)
    e = t - o
    g = e * dact(o)
    w[0], w[1] = w[0] + x.T @ (g @ w[1].T * dact(h)), w[1] + h.T @ g
    step % 1000 or print(step, abs(e).mean())
print(fwd(x)[1])
