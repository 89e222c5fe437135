# Trains the session's net in PyTorch on one thread: reads {"batch": n, "steps": n} line by line, answers with the milliseconds of all steps.
import json
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

torch.set_num_threads(1)
torch.manual_seed(1)
print(json.dumps({"version": torch.__version__}), flush=True)
count = 12396
images = torch.rand(count, 1, 28, 28)
images[images < 0.75] = 0  # about as much paper as in the digits
labels = torch.randint(0, 2, (count,))


def net():
    channels = [1, 4, 8, 16, 32, 2]
    layers = []
    for n_in, n_out in zip(channels, channels[1:]):
        layers += [nn.Conv2d(n_in, n_out, 3, stride=2, padding=1), nn.ReLU()]
    return nn.Sequential(*layers[:-1], nn.Flatten())


kept = {}
for line in sys.stdin:
    asked = json.loads(line)
    batch = asked["batch"]
    if batch not in kept:
        model = net()
        kept[batch] = (model, torch.optim.Adam(model.parameters(), lr=1e-3))
    model, optimiser = kept[batch]
    order = torch.randperm(count)
    started = time.perf_counter()
    for step in range(asked["steps"]):
        first = step * batch % (count - batch)
        places = order[first : first + batch]
        optimiser.zero_grad()
        F.cross_entropy(model(images[places]), labels[places]).backward()
        optimiser.step()
    print(json.dumps((time.perf_counter() - started) * 1000), flush=True)
