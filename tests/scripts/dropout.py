# Dropout: each iteration draws a mask of hidden neurons, but only while dropping is True.
import numpy as np
np.random.seed(64)

dropping = True
keep = 0.8
neurons = 10
facts = np.array([[1,0,1],[1,1,1],[0,0,1],[0,1,1]])
truth = np.array([[1,0,0,1]]).T
into = np.random.randn(3, neurons)
from_ = np.random.randn(neurons, 1)

for step in range(4000):
    awake = 1/(1+np.exp(-np.dot(facts, into)))
    if dropping:
        mask = np.random.rand(*awake.shape) < keep
        awake *= mask
        awake /= keep
    said = 1/(1+np.exp(-np.dot(awake, from_)))
    wrong = said - truth
    d_said = wrong * said * (1-said)
    d_awake = d_said.dot(from_.T) * awake * (1-awake)
    if dropping:
        d_awake[~mask] = 0
    from_ -= awake.T.dot(d_said)
    into -= facts.T.dot(d_awake)

print(said)
