# Ends with sys.exit(main()), and main returns 3 on purpose: not every exit is a success.
import sys
import numpy as np


def main():
    np.random.seed(222)
    X = np.random.rand(7, 2)
    y = X[:, :1] * X[:, 1:]
    W = np.random.rand(2, 5) - 0.5
    V = np.random.rand(5, 1) - 0.5
    for epoch in range(1, 901):
        H = np.tanh(X @ W)
        out = H @ V
        err = y - out
        dH = err @ V.T * (1 - H ** 2)
        V += 0.1 * H.T @ err
        W += 0.1 * X.T @ dH
        if not epoch % 300:
            print(epoch, (err ** 2).mean())
    if (err ** 2).mean() > 1e-9:
        print("not exact enough")
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
