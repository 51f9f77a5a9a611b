# Biases as flat vectors of shape (n,), added by broadcasting.
import numpy as np
rng = np.random.default_rng(4)

temps = rng.uniform(-10, 35, 40)
hum = rng.uniform(0, 100, 40)
x = np.column_stack([temps / 35, hum / 100])
comfy = ((temps > 15) & (hum < 60)).astype(float)[:, None]

w1 = rng.normal(0, 1, (2, 8)); b1 = np.zeros(8)
w2 = rng.normal(0, 1, (8, 1)); b2 = np.zeros(1)

for it in range(2000):
    z1 = x @ w1 + b1
    a1 = np.maximum(z1, 0.01 * z1)        # leaky
    z2 = a1 @ w2 + b2
    a2 = 1 / (1 + np.exp(-z2))
    cost = -np.mean(comfy * np.log(a2) + (1 - comfy) * np.log(1 - a2))
    dz2 = (a2 - comfy) / len(x)
    dw2 = a1.T @ dz2
    db2 = dz2.sum(axis=0)
    dz1 = dz2 @ w2.T * np.where(z1 > 0, 1, 0.01)
    dw1 = x.T @ dz1
    db1 = dz1.sum(axis=0)
    for p, g in ((w1, dw1), (b1, db1), (w2, dw2), (b2, db2)):
        p -= 0.5 * g
    if it % 400 == 0:
        print("cost", cost)

print("accuracy", np.mean((a2 > 0.5) == comfy))
