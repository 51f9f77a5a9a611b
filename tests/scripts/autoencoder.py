# An autoencoder: eight inputs through three hidden neurons to themselves (the target is the input).
import numpy as np

np.random.seed(838)
x = np.identity(8)
enc = np.random.uniform(-.5, .5, (8, 3))
dec = np.random.uniform(-.5, .5, (3, 8))
be = np.zeros((1, 3)); bd = np.zeros((1, 8))
lr = 1.0

for i in range(5000):
    code = 1/(1+np.exp(-(x.dot(enc) + be)))
    rec = 1/(1+np.exp(-(code.dot(dec) + bd)))
    loss = rec - x
    drec = loss*rec*(1-rec)
    dcode = drec.dot(dec.T)*code*(1-code)
    dec -= lr*code.T.dot(drec)
    bd -= lr*drec.sum(axis=0)
    enc -= lr*x.T.dot(dcode)
    be -= lr*dcode.sum(axis=0)
    if i % 1000 == 0:
        print("reconstruction error", (loss**2).sum())

print((code > .5).astype(int))
