# Saves the weights when it is done, into a folder of its own that it clears away, and loads them again.
import os
import pickle
import tempfile
import numpy as np

np.random.seed(38)
X = np.random.rand(4, 2); Y = X[:, :1] - X[:, 1:]
weights = np.random.rand(2, 1)
for step in range(400):
    E = Y - np.dot(X, weights)
    weights += 0.5 * np.dot(X.T, E)
folder = tempfile.mkdtemp()
try:
    np.save(os.path.join(folder, "weights.npy"), weights)
    with open(os.path.join(folder, "all.pickle"), "wb") as f:
        pickle.dump({"weights": weights, "step": step}, f)
    again = np.load(os.path.join(folder, "weights.npy"))
    print(again.ravel(), (again == weights).all())
finally:
    for name in sorted(os.listdir(folder)):
        print("removing", name)
        os.remove(os.path.join(folder, name))
    os.rmdir(folder)
