# Lines end in CR LF, as an editor under Windows leaves them.
import numpy as np

def sigmoid(x):
    '''
    1 / (1 + e^-x)
    '''
    return 1/(1+np.exp(-x))

np.random.seed(15)

train_in = np.array([
    [1, 0, 0],
    [1, 1, 0],
    [0, 1, 1],
    [0, 0, 1]])
train_out = np.array([[1, 1, 0, 0]]).T

weights = 2 * np.random.random((3, 1)) - 1
print('Random starting weights: ')
print(weights)

for iteration in range(1000):

    outputs = sigmoid(np.dot(train_in, weights))

    error = train_out - outputs

    adjustments = error * \
        (outputs * (1 - outputs))

    weights += np.dot(train_in.T, adjustments)

print('''Outputs
after training:''')
print(outputs)
