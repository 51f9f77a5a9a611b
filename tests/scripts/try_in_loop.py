# try, except, else and finally in the loop: an iteration that overflows is put right.
import numpy as np

np.seterr(over='raise')
np.random.seed(58)
x = np.random.rand(10, 1) * 100
y = 3 * x + 7
w, b, lr = 0.0, 0.0, 0.1
X = x
rescued = tries = 0
w = np.array([[w]])

for it in range(1500):
    try:
        guess = X @ w + b
        gap = guess - y
        loss = np.mean(gap ** 2)
        if not np.isfinite(loss) or loss > 1e12:
            raise FloatingPointError("loss is %g" % loss)
        w = w - lr * X.T @ gap / len(X)
        b = b - lr * gap.mean()
    except FloatingPointError as problem:
        rescued += 1
        lr /= 10
        w, b = np.zeros((1, 1)), 0.0
        print("iteration", it, "-", problem, "- lr is now", lr)
        continue
    else:
        if it % 500 == 0:
            print(it, loss)
    finally:
        tries += 1

print(rescued, tries, w.item(), b)
