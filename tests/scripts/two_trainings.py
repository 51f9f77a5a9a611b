# Two trainings one after the other, the second one with what the first has learnt.
import numpy as np

np.random.seed(202)
letters = np.array([[1,1,1,1,0,1,1,1,1], [0,1,0,0,1,0,0,1,0], [1,0,1,0,1,0,1,0,1]], dtype=float)  # O I X, 3 by 3

# --- first: learn to draw the letters again ---
encode = np.random.randn(9, 4) * 0.5
decode = np.random.randn(4, 9) * 0.5
for i in range(800):
    code = np.tanh(letters.dot(encode))
    drawn = code.dot(decode)
    flaw = drawn - letters
    d_code = flaw.dot(decode.T) * (1 - code ** 2)
    decode -= 0.1 * code.T.dot(flaw)
    encode -= 0.1 * letters.T.dot(d_code)
print("drawing error", (flaw ** 2).mean())

# --- second: name them, the code stays as it is ---
names = np.eye(3)
head = np.zeros((4, 3))
for i in range(300):
    code = np.tanh(letters.dot(encode))
    said = 1 / (1 + np.exp(-code.dot(head)))
    miss = names - said
    head += code.T.dot(miss)
print("naming error", np.abs(miss).mean())
print(said.round(2))
