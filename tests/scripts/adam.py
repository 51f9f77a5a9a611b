# Adam with bias correction; the step counter starts at 1.
import numpy as np
rng = np.random.default_rng(555)
X = rng.uniform(-2, 2, (30, 1))
Y = np.abs(X)
P = {"w": rng.normal(size=(1, 9)), "b": rng.normal(size=9), "v": rng.normal(size=(9, 1)), "c": np.zeros(1)}
M = {k: np.zeros_like(p) for k, p in P.items()}
S = {k: 0.0 for k in P}
beta1, beta2, eps, lr = 0.9, 0.999, 1e-8, 0.02
for t in range(1, 501):
    z = X @ P["w"] + P["b"]
    a = z * (z > 0)
    d = a @ P["v"] + P["c"] - Y
    dz = d @ P["v"].T * (z > 0)
    G = dict(w=X.T @ dz, b=dz.sum(0), v=a.T @ d, c=d.sum(0))
    for k in P:
        g = G[k] / len(X)
        M[k] = beta1 * M[k] + (1 - beta1) * g
        S[k] = beta2 * S[k] + (1 - beta2) * g * g
        P[k] = P[k] - lr * (M[k] / (1 - beta1 ** t)) / (np.sqrt(S[k] / (1 - beta2 ** t)) + eps)
    if t in (1, 10, 100, 500):
        print(f"t={t:<4} rmse={np.sqrt((d ** 2).mean()):.5f}")
