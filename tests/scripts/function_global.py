# A training function that reaches its weights by global.
import numpy as np

np.random.seed(42)

animals = np.array([[1,0,1,0],      # legs? fins? fur? feathers?
                    [0,1,0,0],
                    [1,0,0,1],
                    [1,0,1,0],
                    [0,1,0,0]])
flies = np.array([[0],[0],[1],[0],[0]])

W1 = np.random.uniform(-1, 1, (4, 3))
W2 = np.random.uniform(-1, 1, (3, 1))

def sig(t):
    return 1/(1+np.exp(-t))

def train(rounds):
    global W1, W2
    for r in range(rounds):
        hid = sig(np.dot(animals, W1))
        out = sig(np.dot(hid, W2))
        out_error = flies - out
        out_delta = out_error * out * (1 - out)
        hid_delta = out_delta.dot(W2.T) * hid * (1 - hid)
        W2 = W2 + hid.T.dot(out_delta)
        W1 = W1 + animals.T.dot(hid_delta)
        if r % 250 == 0:
            print("round %4d error %.5f" % (r, np.mean(np.abs(out_error))))

train(1500)
print(sig(np.dot(sig(np.dot(animals, W1)), W2)))
