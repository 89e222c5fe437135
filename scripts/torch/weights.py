"""Weights between this book and PyTorch, reading and writing safetensors by hand, since the format's own package may be absent.

    weights.py load FILE IMAGES          loads a file of the book strictly into the nn.Sequential of its layers
    weights.py save FILE IMAGES DTYPE    writes a network made by the session's helper, with names such as 0.0.weight

Both print the network's answers to the images (float32, ten of 28 x 28) as JSON.
"""

import json
import struct
import sys

import numpy as np
import torch
from sequential import sequential
from torch import nn

TYPES = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16, "F64": torch.float64, "I64": torch.int64}


def read_safetensors(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header, data = json.loads(file.read(length)), bytearray(file.read())
    metadata = header.pop("__metadata__", {})

    def tensor(dtype, shape, data_offsets):
        begin, end = data_offsets
        return torch.frombuffer(data[begin:end], dtype=TYPES[dtype]).reshape(shape)

    return {name: tensor(**entry) for name, entry in header.items()}, metadata


def write_safetensors(path, tensors):
    """As the package does: sorted by the width of a number, then by name."""
    names = {dtype: name for name, dtype in TYPES.items()}
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for name in sorted(tensors, key=lambda name: (-tensors[name].element_size(), name)):
        one = tensors[name].contiguous()
        raw = bytes(one.flatten().view(torch.uint8).tolist()) if one.dim() else one.numpy().tobytes()
        header[name] = {"dtype": names[one.dtype], "shape": list(one.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def load(path, images):
    tensors, metadata = read_safetensors(path)
    net = sequential(json.loads(metadata["threes-and-sevens"])["layers"])
    net.load_state_dict(tensors, strict=True)
    return net.eval()(images)


def session_conv(inputs, outputs, act=True):
    """The session's helper, with the batch normalisation that the book adds later."""
    conv = nn.Conv2d(inputs, outputs, 3, stride=2, padding=1, bias=not act)
    return nn.Sequential(conv, nn.BatchNorm2d(outputs), nn.ReLU()) if act else conv


def save(path, images, dtype):
    torch.manual_seed(0)
    net = nn.Sequential(
        session_conv(1, 4), session_conv(4, 8), session_conv(8, 16), session_conv(16, 32), session_conv(32, 2, act=False), nn.Flatten())
    for _ in range(30):
        net(images)  # so that the averages are those of these images
    kept = {name: one if one.dtype == torch.int64 else one.to(TYPES[dtype]) for name, one in net.state_dict().items()}
    write_safetensors(path, kept)
    net.load_state_dict(kept)
    return net.eval()(images)


def main(command, path, images, *rest):
    pictures = torch.tensor(np.fromfile(images, dtype=np.float32)).reshape(-1, 1, 28, 28)
    answers = {"load": load, "save": save}[command](path, pictures, *rest)
    print(json.dumps(answers.tolist()))


main(*sys.argv[1:])
