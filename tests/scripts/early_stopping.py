# Early stopping on a validation set; the best weights are copied, the rate decays, the loop returns.
import numpy as np

def run(seed=61, patience=150):
    rng = np.random.default_rng(seed)
    x = rng.uniform(-3, 3, (24, 1))
    t = np.sin(x) + rng.normal(0, 0.25, x.shape)
    xa, ta, xv, tv = x[:14], t[:14], x[14:], t[14:]
    W, b, V = rng.normal(0, 1.5, (1, 20)), rng.normal(0, 1, 20), rng.normal(0, 0.3, (20, 1))
    best, waiting, rate = (np.inf, None, -1), 0, 0.05
    epoch = 0
    while epoch < 5000:
        h = np.tanh(xa @ W + b)
        e = h @ V - ta
        gh = e @ V.T * (1 - h ** 2)
        V -= rate * h.T @ e / 14
        W -= rate * xa.T @ gh / 14
        b -= rate * gh.mean(0)
        rate *= 0.9995
        held_out = float(np.mean((np.tanh(xv @ W + b) @ V - tv) ** 2))
        if held_out < best[0]:
            best, waiting = (held_out, [W.copy(), b.copy(), V.copy()], epoch), 0
        else:
            waiting += 1
            if waiting > patience:
                print("stopped at", epoch)
                return best
        epoch += 1
    return best

loss, (W, b, V), when = run()
print("best was", loss, "at", when, "with", W.size + b.size + V.size, "numbers")
