# Refused: byte 0xe4 is not UTF-8, and no coding is declared.
import numpy as np
w = np.zeros(2)  # gewichte, anfänglich 0
for i in range(9):
    w += 1
print(w)
