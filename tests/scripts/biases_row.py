# Biases as rows of shape (1, n), summed with keepdims.
import numpy as np

np.random.seed(16)
switches = np.array([[0,0],[0,1],[1,0],[1,1]])
lamp = np.array([[1],[0],[0],[1]])     # two switches in a stairway
ROUNDS, RATE = 3000, 0.9

W_h = np.random.normal(0, 1, size=(2, 4))
B_h = np.zeros((1, 4))
W_o = np.random.normal(0, 1, size=(4, 1))
B_o = np.zeros((1, 1))

def logistic(v):
    return 1/(1 + np.exp(-v))

for _ in range(ROUNDS):
    # ---- forward ----
    net_h = np.dot(switches, W_h)
    net_h += B_h
    out_h = logistic(net_h)
    net_o = np.dot(out_h, W_o)
    net_o += B_o
    out_o = logistic(net_o)

    # ---- backward ----
    diff = lamp - out_o
    delta_o = diff * out_o * (1 - out_o)
    delta_h = delta_o.dot(W_o.T) * out_h * (1 - out_h)

    # ---- update ----
    W_o += out_h.T.dot(delta_o) * RATE
    B_o += np.sum(delta_o, axis=0, keepdims=True) * RATE
    W_h += switches.T.dot(delta_h) * RATE
    B_h += np.sum(delta_h, axis=0, keepdims=True) * RATE

print("bias of the hidden layer:", *B_h)
print("bias of the lamp:", *B_o)
print("lamp:", *out_o.ravel())
