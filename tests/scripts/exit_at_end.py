# exit() at the end, with a line behind it that is never run.
import numpy as np
np.random.seed(111)
x = np.array([[1,0],[0,1],[1,1]]); y = np.array([[1],[0],[1]])
w = np.random.random((2,1))
for i in range(500):
    o = 1/(1+np.exp(-x.dot(w)))
    e = y - o
    w += x.T.dot(e)
    if i == 499: print("last error", abs(e).mean())
print(w)
exit()
print("nobody sees this")
