# The loop hands its numbers to callbacks in a list; one of them asks it to stop.
import numpy as np

class Stop(Exception):
    pass

def printer(epoch, loss, w):
    if epoch % 40 == 0: print("epoch", epoch, "loss", loss)

def stopper(limit):
    def check(epoch, loss, w):
        if loss < limit: raise Stop(f"below {limit} at {epoch}")
    return check

def fit(x, t, callbacks=(), epochs=1000):
    w = np.zeros((x.shape[1], 1))
    try:
        for epoch in range(epochs):
            z = x @ w
            diff = t - z
            w = w + 0.1 * x.T @ diff
            for call in callbacks:
                call(epoch, float((diff ** 2).sum()), w)
    except Stop as reason:
        print(reason)
    return w

x = np.random.RandomState(4).rand(6, 2)
print(fit(x, x @ [[1.0], [-3.0]], [printer, stopper(1e-4)]))
