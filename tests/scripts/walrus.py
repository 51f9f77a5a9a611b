# Assignments inside expressions: := in the condition of the while and in the body.
import numpy as np

rng = np.random.default_rng(12)
A = rng.normal(size=(15, 4))
goal = A @ np.array([1.0, 0.0, -1.0, 2.0])
w = np.zeros(4)
n = 0
while (loss := float(((r := A @ w - goal) ** 2).mean())) > 1e-6 and (n := n + 1) < 2000:
    w = w - 0.1 * (g := A.T @ r / len(A))
    if (size := np.linalg.norm(g)) > 1 or n % 40 == 0:
        print(f"{n:4d} loss {loss:.3e} slope {size:.3e}")
print(n, np.round(w, 3))
