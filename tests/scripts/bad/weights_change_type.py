# Survives: the weights change their shape and their type on the way (None, a list, a string, complex).
import numpy as np

np.random.seed(1)
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [1], [1], [0]])
syn0 = 2 * np.random.random((3, 4)) - 1
syn1 = 2 * np.random.random((4, 1)) - 1

for i in range(2000):
    l1 = 1 / (1 + np.exp(-X.dot(syn0)))
    l2 = 1 / (1 + np.exp(-l1.dot(syn1)))
    l2_error = y - l2
    if i in (5, 6, 7, 8):
        keep = syn0
        syn0 = [None, [1, [2]], 'words', np.zeros((0, 3, 2), complex)][i - 5]
        syn0 = keep if i < 8 else keep.astype(complex).real.copy()
    l2_delta = l2_error * l2 * (1 - l2)
    l1_delta = l2_delta.dot(syn1.T) * l1 * (1 - l1)
    syn1 += l1.T.dot(l2_delta)
    syn0 += X.T.dot(l1_delta)

print(l2)
