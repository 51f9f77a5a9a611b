# Letters one after the other: a loop over time in a function, weights of the module changed through zip().
import numpy as np

verse = "a rose is a rose is a rose and so is a nose "
letters = sorted(set(verse))
number = {letter: n for n, letter in enumerate(letters)}
units, window, speed = 12, 7, 0.2
rng = np.random.default_rng(31)
enter = rng.normal(0, 0.1, (units, len(letters)))
keep = rng.normal(0, 0.1, (units, units))
leave = rng.normal(0, 0.1, (len(letters), units))

def one_hot(n):
    column = np.zeros((len(letters), 1))
    column[n] = 1
    return column

def study(first, past):
    memory, guess, loss = {-1: past}, {}, 0.0
    for t in range(window):
        memory[t] = np.tanh(enter @ one_hot(number[verse[first + t]]) + np.dot(keep, memory[t - 1]))
        raw = np.exp(leave @ memory[t])
        guess[t] = raw / raw.sum()
        loss -= np.log(guess[t][number[verse[first + t + 1]], 0])
    to_enter, to_keep, to_leave = np.zeros_like(enter), np.zeros_like(keep), np.zeros_like(leave)
    later = np.zeros_like(past)
    for t in range(window)[::-1]:
        wrong = guess[t] - one_hot(number[verse[first + t + 1]])
        to_leave += wrong @ memory[t].T
        back = (leave.T @ wrong + later) * (1 - memory[t] ** 2)
        to_enter += np.dot(back, one_hot(number[verse[first + t]]).T)
        to_keep += np.dot(back, memory[t - 1].T)
        later = np.dot(keep.T, back)
    return loss, to_enter, to_keep, to_leave, memory[window - 1]

def recite(memory, letter, count):
    said = []
    x = one_hot(letter)
    for _ in range(count):
        memory = np.tanh(np.dot(enter, x) + np.dot(keep, memory))
        letter = int(np.argmax(leave @ memory))
        x = one_hot(letter)
        said.append(letters[letter])
    return "".join(said)

place = rounds = 0
sums = [np.zeros_like(one) for one in (enter, keep, leave)]
smooth = None
while True:
    if rounds == 0 or place + window + 1 > len(verse):
        memory, place = np.zeros((units, 1)), 0
    loss, to_enter, to_keep, to_leave, memory = study(place, memory)
    smooth = loss if smooth is None else 0.95 * smooth + 0.05 * loss
    if rounds % 50 == 0:
        print(rounds, recite(memory, 0, 20))
        print("loss %.4f" % smooth)
    for weights, step, total in zip([enter, keep, leave], [to_enter, to_keep, to_leave], sums):
        total += step * step
        weights -= speed * step / np.sqrt(total + 1e-8)
    place += window
    rounds += 1
    if rounds == 300:
        break
