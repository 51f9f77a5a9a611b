# pdb is imported, and its set_trace stands in the loop behind a condition that never holds.
import pdb
import sys, os, math, time      # half of them unused
import numpy as np

DEBUG = False
np.random.seed(33)
x = np.array([[0.5, 0.1], [0.2, 0.8], [0.9, 0.4]])
y = np.array([[0.3], [0.9], [0.6]])
theta1 = np.random.rand(2, 3)
theta2 = np.random.rand(3, 1)
for k in range(1000):
    """one step of gradient descent"""
    a1 = 1/(1 + np.exp(-x @ theta1))
    a2 = 1/(1 + np.exp(-a1 @ theta2))
    err = y - a2
    if DEBUG or math.isnan(err[0, 0]):
        pdb.set_trace()
    d2 = err * a2 * (1 - a2)
    d1 = d2 @ theta2.T * a1 * (1 - a1)
    theta2 += 2 * a1.T @ d2
    theta1 += 2 * x.T @ d1
    #pdb.set_trace()
    if k % 250 == 0:
        sys.stdout.write("k = %d, err = %s\n" % (k, err.ravel().tolist()))
print(a2)
