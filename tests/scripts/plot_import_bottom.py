# matplotlib is imported at the very end, when the training is over.
import numpy as np

np.random.seed(71)
t = np.arange(10)[:, None] / 10
target = 3 * t - 1
slope = np.random.rand(1, 1)
offset = np.random.rand(1)
for n in range(600):
    line = t @ slope + offset
    miss = target - line
    slope += 0.3 * t.T @ miss / 10
    offset += 0.3 * miss.mean()
print("slope", slope.item(), "offset", offset.item())

import matplotlib.pyplot as plt
plt.plot(t, target, "rx", t, line)
plt.show()
