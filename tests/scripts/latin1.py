# -*- coding: latin-1 -*-
# Bytes of Latin-1 behind a coding line; names with umlauts; no line end at the end of the file.
import numpy as np
np.random.seed(83)
größe = np.array([[1.62], [1.75], [1.81], [1.93]])
schuhgröße = np.array([[38.0], [42.0], [44.0], [47.0]])
x = (größe - größe.mean()) / größe.std()
w = np.random.rand(1, 1); b = 0.0
for schritt in range(300):
    schätzung = x * w + b
    fehler = schuhgröße - schätzung
    w = w + 0.1 * x.T @ fehler / 4
    b = b + 0.1 * fehler.mean()
print("Schuhgröße bei 1,70 m:", ((1.70 - größe.mean()) / größe.std() * w + b).item())