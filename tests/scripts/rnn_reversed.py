# A recurrent net: an inner loop forwards in time, another one backwards by reversed(range(...)).
import numpy as np

np.random.seed(404)
T, hidden = 6, 5
lr = 0.05
Wx = np.random.randn(1, hidden) * 0.4
Wh = np.random.randn(hidden, hidden) * 0.4
Wo = np.random.randn(hidden, 1) * 0.4

for episode in range(250):
    # is the running total of the bits odd?
    bits = np.random.randint(0, 2, T)
    odd = np.cumsum(bits) % 2

    hs = {-1: np.zeros((1, hidden))}
    outs, errs = [], []
    for t in range(T):
        hs[t] = np.tanh(bits[t] * Wx + hs[t - 1] @ Wh)
        outs.append(hs[t] @ Wo)
        errs.append(odd[t] - outs[t])

    dWx, dWh, dWo = np.zeros_like(Wx), np.zeros_like(Wh), np.zeros_like(Wo)
    carried = np.zeros((1, hidden))
    for t in reversed(range(T)):
        dWo += hs[t].T @ errs[t]
        back = (errs[t] @ Wo.T + carried) * (1 - hs[t] ** 2)
        dWx += bits[t] * back
        dWh += hs[t - 1].T @ back
        carried = back @ Wh.T

    for W, dW in zip([Wx, Wh, Wo], [dWx, dWh, dWo]):
        np.clip(dW, -1, 1, out=dW)
        W += lr * dW

    if episode % 50 == 0:
        print("episode", episode, "error", float(np.abs(np.concatenate(errs)).mean()))
        print("   true", odd, " said", np.round(np.ravel(outs), 1))
