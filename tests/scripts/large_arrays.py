# Arrays of 100,000 elements, few iterations.
import numpy as np

rng = np.random.default_rng(100)
photos = rng.random((250, 400))
wanted = photos[:, :100] * 0.5
net = rng.standard_normal((400, 250)) * 0.05
top = rng.standard_normal((250, 100)) * 0.05
for i in range(10):
    mid = np.tanh(photos @ net)
    got = mid @ top
    error = got - wanted
    print(i, np.sqrt((error ** 2).mean()))
    d_mid = error @ top.T * (1 - mid * mid)
    top -= 1e-4 * mid.T @ error
    net -= 1e-4 * photos.T @ d_mid
