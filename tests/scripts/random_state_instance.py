# A RandomState of its own that is drawn from in the loop (noise on the input).
from numpy.random import RandomState
import numpy as np

prng = RandomState(1917)
clean = np.eye(6)
code = np.array([[0,0,0],[0,0,1],[0,1,0],[0,1,1],[1,0,0],[1,0,1]], float)
weights = prng.normal(0, .3, (6, 3))
bias = np.zeros(3)

for t in range(900):
    noisy = clean + prng.normal(0, 0.1, clean.shape)
    answer = 1/(1 + np.exp(-(noisy.dot(weights) + bias)))
    wrong = code - answer
    weights += 0.4 * noisy.T.dot(wrong)
    bias += 0.4 * wrong.sum(0)
    if t % 300 == 299:
        print(t + 1, np.square(wrong).mean())

print((answer > .5).astype(int))
