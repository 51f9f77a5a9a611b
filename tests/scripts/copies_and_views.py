# Who is who: views of one array as weights, an alias of the input, l0 = X, old = w, a slice that is written.
import numpy as np

np.random.seed(67)
everything = np.random.randn(4 * 3 + 3)
syn0 = everything[:12].reshape(4, 3)          # both are views of the same vector
syn1 = everything[12:].reshape(3, 1)
X = np.hstack([np.random.rand(10, 3), np.ones((10, 1))])
y = (X[:, [0]] > X[:, [1]]) * 1.0
window = [syn0, syn0, everything]
spare = syn1.copy()
for i in range(800):
    l0 = X
    l1 = np.tanh(l0 @ syn0)
    l2 = l1 @ syn1
    l2_error = y - l2
    old = syn1
    l1_error = l2_error @ old.T
    syn1 += 0.02 * l1.T @ l2_error             # old changes along with it
    step = 0.02 * l0.T @ (l1_error * (1 - l1 ** 2))
    everything[:12] += step.ravel()
    if i == 400:
        spare = old
    if i % 200 == 0:
        print(i, np.mean(np.abs(l2_error)), old is syn1, window[0] is window[1])
print(everything, np.shares_memory(spare, everything), (spare == everything[-3:, None]).all())
