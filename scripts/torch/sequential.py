"""The plain nn.Sequential of a list of layers, as src/lib/nn/layers.ts describes them, for pictures of one channel, 28 × 28."""

import torch
from torch import nn


def window(layer):
    return {name: layer[name] for name in ("stride", "padding") if name in layer}


MODULES = {
    "conv": lambda layer, shape: nn.Conv2d(
        shape[1], layer["outChannels"], layer["kernel"], **window(layer), bias=layer.get("hasBias", True)),
    "relu": lambda layer, shape: nn.ReLU(),
    "batch-norm": lambda layer, shape: (nn.BatchNorm2d if len(shape) == 4 else nn.BatchNorm1d)(
        shape[1], eps=layer.get("epsilon", 1e-5), momentum=layer.get("momentum", 0.1)),
    "max-pool": lambda layer, shape: nn.MaxPool2d(layer["kernel"], **window(layer)),
    "average-pool": lambda layer, shape: nn.AvgPool2d(layer["kernel"], **window(layer)),
    "global-average-pool": lambda layer, shape: nn.AdaptiveAvgPool2d(1),
    "flatten": lambda layer, shape: nn.Flatten(),
    "dense": lambda layer, shape: nn.Linear(shape[1], layer["outputs"], bias=layer.get("hasBias", True)),
}


def sequential(layers):
    """A module for each layer, in its order; numbers are drawn as PyTorch draws them."""
    passing, modules = torch.zeros(1, 1, 28, 28), []
    for layer in layers:
        modules.append(MODULES[layer["kind"]](layer, passing.shape))
        passing = modules[-1].eval()(passing)
    return nn.Sequential(*modules).train()
