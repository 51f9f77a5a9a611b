# Flat, at module level, with long names and a printed error now and then.
import numpy as np

# Should I water the plant today?  columns: sunny, soil_is_dry, it_rained
weather_observations = np.array([
    [1, 1, 0],
    [0, 1, 0],
    [1, 0, 1],
    [0, 0, 1],
    [1, 0, 0],
    [0, 1, 1],
])
watered_the_plant = np.array([[1, 1, 0, 0, 1, 0]]).T

np.random.seed(7)
weights_from_input_to_hidden = 2 * np.random.random((3, 5)) - 1
weights_from_hidden_to_output = 2 * np.random.random((5, 1)) - 1
learning_rate = 0.8

for iteration in range(4000):
    hidden_layer_input = np.dot(weather_observations, weights_from_input_to_hidden)
    hidden_layer_output = 1 / (1 + np.exp(-hidden_layer_input))
    output_layer_input = np.dot(hidden_layer_output, weights_from_hidden_to_output)
    predicted_watering = 1 / (1 + np.exp(-output_layer_input))

    watering_error = watered_the_plant - predicted_watering
    if iteration % 500 == 0:
        print("Error after", iteration, "iterations:", np.mean(np.abs(watering_error)))

    output_layer_delta = watering_error * predicted_watering * (1 - predicted_watering)
    hidden_layer_error = output_layer_delta.dot(weights_from_hidden_to_output.T)
    hidden_layer_delta = hidden_layer_error * hidden_layer_output * (1 - hidden_layer_output)

    weights_from_hidden_to_output += learning_rate * hidden_layer_output.T.dot(output_layer_delta)
    weights_from_input_to_hidden += learning_rate * weather_observations.T.dot(hidden_layer_delta)

print("What the network says now:")
print(predicted_watering)
