#!/usr/bin/env python3
"""Makes the golden files: the networks of Networks.cs as PyTorch computes them, with random weights.

    python3 make_golden.py                                  # needs python3-torch; writes *.safetensors beside itself

Each file holds the weights under CnnGen's default keys and, which its loader ignores, `input` and `output` in the order of
the spans: [n, height, width, channels], or [n, channels, height, width] where the network's Layout is ChannelsFirst.
Weights and inputs are floats; PyTorch computes in doubles, so that the outputs are exact to the last float.
"""

import gzip
import json
import pathlib
import sys

import numpy as np
import torch
from torch.nn import functional as F

HERE = pathlib.Path(__file__).resolve().parent
DIGITS = HERE.parents[2] / "samples" / "Digits"
sys.path.insert(0, str(DIGITS))
from train import lenet5, write_safetensors  # noqa: E402


class Golden:
    """The weights and inputs of one network; a layer's default name counts its kind."""

    def __init__(self, seed, gain=2):
        self.random, self.gain = torch.Generator().manual_seed(seed), gain
        self.tensors, self.counts = {}, {}

    def floats(self, *shape, scale=1.0):
        return (torch.randn(*shape, generator=self.random) * scale).float()

    def weights(self, kind, shape, fan_in, bias):
        self.counts[kind] = self.counts.get(kind, 0) + 1
        name = f"{kind}{self.counts[kind]}"
        weight = self.tensors[f"{name}.weight"] = self.floats(*shape, scale=(self.gain / fan_in) ** 0.5)
        if not bias:
            return weight.double(), None
        bias = self.tensors[f"{name}.bias"] = self.floats(*bias, scale=0.3)
        return weight.double(), bias.double()

    def conv(self, x, filters, kernel, pads=(0, 0, 0, 0), bias=True, **options):
        """`pads` are left, right, top, bottom, as in F.pad."""
        weight, bias = self.weights("conv", (filters, x.shape[1], *kernel), x.shape[1] * kernel[0] * kernel[1], bias and [filters])
        return F.conv2d(F.pad(x, pads), weight, bias, **options)

    def local(self, x, filters, kernel, pads=(0, 0, 0, 0), stride=(1, 1), bias=True):
        """Weights [outH, outW, out, in, kh, kw] and bias [outH, outW, out], over the windows that unfold lays out."""
        x = F.pad(x, pads)
        height, width = ((x.shape[2 + d] - kernel[d]) // stride[d] + 1 for d in (0, 1))
        fan_in = x.shape[1] * kernel[0] * kernel[1]
        weight, bias = self.weights("local", (height, width, filters, x.shape[1], *kernel), fan_in, bias and [height, width, filters])
        windows = F.unfold(x, kernel, stride=stride).reshape(len(x), x.shape[1], *kernel, height, width)
        y = torch.einsum("ncijhw,hwocij->nohw", windows, weight)
        return y if bias is None else y + bias.permute(2, 0, 1)

    def depthwise(self, x, multiplier, kernel, pads=(0, 0, 0, 0), bias=True, **options):
        """A depthwise convolution counts as a conv."""
        channels = x.shape[1]
        weight, bias = self.weights("conv", (channels * multiplier, 1, *kernel), kernel[0] * kernel[1], bias and [channels * multiplier])
        return F.conv2d(F.pad(x, pads), weight, bias, groups=channels, **options)

    def transposed(self, x, filters, kernel, groups=1, bias=True, **options):
        """A transposed convolution counts as a conv, too."""
        fan_in = x.shape[1] // groups * kernel[0] * kernel[1]
        weight, bias = self.weights("conv", (x.shape[1], filters // groups, *kernel), fan_in, bias and [filters])
        return F.conv_transpose2d(x, weight, bias, groups=groups, **options)

    def transposed_same(self, x, filters, kernel, stride):
        """TensorFlow's definition: what a convolution with Same sends back to its input, which is stride times as large."""
        weight, bias = self.weights("conv", (x.shape[1], filters, *kernel), x.shape[1] * kernel[0] * kernel[1], [filters])
        sides = [x.shape[2 + d] * stride[d] for d in (0, 1)]
        pads = [max(0, (x.shape[2 + d] - 1) * stride[d] + kernel[d] - sides[d]) for d in (0, 1)]
        around = (pads[1] // 2, pads[1] - pads[1] // 2, pads[0] // 2, pads[0] - pads[0] // 2)
        forward = lambda y: F.conv2d(F.pad(y, around), weight, stride=stride)
        _, y = torch.autograd.functional.vjp(forward, torch.zeros(len(x), filters, *sides, dtype=torch.double), x)
        return y + bias[:, None, None]

    def batch_norm(self, x):
        self.counts["bn"] = self.counts.get("bn", 0) + 1
        tensors = {"weight": 1 + self.floats(x.shape[1], scale=0.3), "bias": self.floats(x.shape[1], scale=0.3),
                   "running_mean": self.floats(x.shape[1], scale=0.3), "running_var": 0.5 + self.floats(x.shape[1], scale=0.5).abs()}
        self.tensors.update({f"bn{self.counts['bn']}.{key}": tensor for key, tensor in tensors.items()})
        weight, bias, mean, var = (tensor.double() for tensor in tensors.values())
        return F.batch_norm(x, mean, var, weight, bias)

    def prelu(self, x):
        self.counts["prelu"] = self.counts.get("prelu", 0) + 1
        slopes = self.tensors[f"prelu{self.counts['prelu']}.weight"] = self.floats(x.shape[1], scale=0.5)
        return F.prelu(x, slopes.double())

    def dense(self, x, units, bias=True):
        weight, bias = self.weights("dense", (units, x.shape[1]), x.shape[1], bias and [units])
        return F.linear(x, weight, bias)

    def input(self, height, width, channels, count=3):
        self.tensors["input"] = self.floats(count, channels, height, width)
        return self.tensors["input"].double()

    def write(self, name, y, channels_first):
        in_span_order = lambda x: x.permute(0, 2, 3, 1) if x.dim() == 4 and not channels_first else x
        self.tensors["output"] = y.float()
        self.tensors.update({key: in_span_order(self.tensors[key]) for key in ("input", "output")})
        path = HERE / f"{name}.safetensors"
        write_safetensors(path, self.tensors)
        print(f"{path.name}: {path.stat().st_size} bytes, output {list(self.tensors['output'].shape)}, "
              f"max {self.tensors['output'].abs().max():.4f}")


def maxout(x, pieces):
    return x.unflatten(1, (-1, pieces)).amax(2)


def strided():
    """Strides with a pad of its own on each side, an average over real pixels, an overlapping maximum, one unit."""
    net = Golden(11)
    x = net.input(17, 19, 3)
    x = F.leaky_relu(net.conv(x, 5, (3, 3), pads=(2, 1, 1, 0), stride=2), 0.1)
    x = F.avg_pool2d(x, 3, stride=2, padding=1, count_include_pad=False)
    x = torch.sigmoid(net.conv(x, 13, (1, 3), bias=False))
    x = F.max_pool2d(F.pad(x, (1, 0, 1, 0), value=-torch.inf), (3, 2), stride=1)
    net.write("strided", net.dense(x.flatten(1), 1), channels_first=True)


def same():
    """TensorFlow's Same: the odd pixel of padding is at the bottom and at the right."""
    net = Golden(12)
    x = net.input(14, 10, 4)
    x = torch.tanh(net.conv(x, 13, (5, 3), pads=(0, 1, 1, 2), stride=2))
    x = F.elu(net.conv(x, 6, (3, 3), pads=(2, 2, 2, 2), dilation=2), 0.7)
    sums, real = (F.avg_pool2d(F.pad(t, (0, 1, 0, 1)), 2) for t in (x, torch.ones_like(x)))
    x = maxout(net.conv(sums / real, 8, (2, 2), pads=(0, 1, 0, 1)), 2)
    net.write("same", F.softmax(net.conv(x, 3, (1, 1)), 1), channels_first=False)


def local():
    """Local connection, channels first in and out."""
    net = Golden(13, gain=4)
    x = net.input(11, 12, 5)
    x = F.relu(net.local(x, 3, (3, 2), pads=(1, 1, 1, 1), stride=(2, 2)))
    x = F.max_pool2d(x, 3, stride=1, padding=1)
    x = F.relu6(net.conv(x, 7, (3, 3), pads=(1, 0, 1, 0), dilation=2))
    net.write("local", torch.tanh(net.local(x, 2, (2, 2), bias=False)), channels_first=True)


def units():
    """More channels than one vector holds, then the layers that a flat tensor takes."""
    net = Golden(14, gain=10)
    x = net.input(9, 13, 1)
    x = F.relu(net.conv(x, 24, (3, 5), stride=(1, 2)))
    x = F.avg_pool2d(x, 3, stride=2, padding=1, count_include_pad=True)
    x = torch.sigmoid(net.conv(x, 17, (2, 2)))
    x = F.max_pool2d(x, 2, stride=1)
    x = maxout(F.leaky_relu(net.dense(x.flatten(1), 30), 0.01), 3)
    x = torch.tanh(F.elu(net.dense(x, 10, bias=False), 0.7))
    net.write("units", F.softmax(net.dense(x, 5), 1), channels_first=False)


def mobile():
    """Depthwise convolutions, normalisations in each place, a kernel that Winograd's method takes, the younger activations."""
    net = Golden(15)
    x = net.input(12, 13, 5)
    x = F.gelu(net.batch_norm(net.depthwise(x, 2, (3, 3), pads=(1, 1, 1, 1), stride=2, bias=False)))
    x = F.silu(net.conv(x, 16, (1, 1)))
    x = F.hardswish(net.conv(x, 16, (3, 3), pads=(1, 1, 1, 1)))
    x = net.batch_norm(net.prelu(x))
    x = F.softplus(net.depthwise(x, 1, (5, 3)))
    x = net.batch_norm(F.selu(x.flatten(1)))
    x = F.hardsigmoid(net.batch_norm(net.dense(x, 12)))
    net.write("mobile", F.log_softmax(net.dense(x, 7), 1), channels_first=False)


def pooled():
    """Global pools at the end of a chain of depthwise and pointwise convolutions, channels first."""
    net = Golden(16)
    x = net.input(20, 21, 3)
    x = F.relu6(net.batch_norm(net.conv(x, 12, (3, 3), pads=(0, 1, 0, 1), stride=2, bias=False)))
    x = F.relu6(net.batch_norm(net.depthwise(x, 1, (3, 3), pads=(1, 1, 1, 1), bias=False)))
    x = F.relu6(net.batch_norm(net.conv(x, 20, (1, 1), bias=False)))
    net.write("pooled", net.dense(x.mean((2, 3)), 4), channels_first=True)


def enlarged():
    """Units as a map, transposed convolutions with groups, output padding and dilation, a bilinear map."""
    net = Golden(17, gain=4)
    x = net.input(5, 4, 3)
    x = torch.tanh(net.dense(x.flatten(1), 72)).view(-1, 6, 3, 4)
    x = F.relu(net.batch_norm(net.transposed(x, 8, (3, 3), stride=2, padding=1, output_padding=1, groups=2, bias=False)))
    x = F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
    net.write("enlarged", net.transposed(x, 3, (2, 4), stride=(1, 3), dilation=2, padding=(1, 2)), channels_first=True)


def keras():
    """In Keras's layout: kernels [kh, kw, out, in], units [in, out], numbers counted pixel by pixel."""
    net = Golden(18, gain=4)
    x = net.input(4, 3, 5)
    x = net.dense(x.permute(0, 2, 3, 1).flatten(1), 24).view(-1, 2, 3, 4).permute(0, 3, 1, 2)
    x = F.relu(net.transposed_same(x, 5, (3, 3), (2, 2)))
    y = net.transposed_same(x, 2, (4, 2), (1, 3))
    for key, tensor in net.tensors.items():
        if key.endswith(".weight"):
            net.tensors[key] = (tensor.T if tensor.dim() == 2 else tensor.permute(2, 3, 1, 0)).contiguous()
    net.write("keras", y, channels_first=False)


def response():
    """Local response normalisation: of an even size, PyTorch's window has the odd channel before its own."""
    net = Golden(19)
    x = net.input(3, 4, 9)
    x = F.local_response_norm(x, 2, alpha=2)
    x = F.local_response_norm(x, 4, alpha=1, beta=0.6, k=2)
    x = F.local_response_norm(x, 5, alpha=3)
    net.write("response", F.local_response_norm(x, 12, alpha=4, beta=1, k=0.5), channels_first=False)


def flat():
    """A flattened map and units of the same length are summed; consecutive units of a flattened map compete."""
    net = Golden(20, gain=4)
    x = net.input(2, 3, 8).flatten(1)
    x = maxout(x + net.dense(x, 48), 2)
    y = net.conv(net.tensors["input"].double(), 24, (1, 2)).flatten(1)
    y = maxout(y, 4) * x
    net.write("flat", net.dense(y, 5), channels_first=False)


def lenet5_images(count=5):
    """The test images of MNIST that the Digits sample's weights are least sure of; the weights stay with the sample."""
    raw = gzip.decompress((DIGITS / "data" / "t10k-images-idx3-ubyte.gz").read_bytes())
    images = torch.from_numpy(np.frombuffer(raw, np.uint8, offset=16).reshape(-1, 1, 28, 28).astype("f4") / 255)
    images = F.pad(images, (2, 2, 2, 2))
    net = lenet5()
    net.load_state_dict(read_safetensors(DIGITS / "lenet5.safetensors"))
    with torch.no_grad():
        unsure = F.softmax(net(images), 1).amax(1).argsort()[:count]
        golden = Golden(0)
        golden.tensors["input"] = images[unsure]
        golden.write("lenet5_images", F.softmax(net.double()(images[unsure].double()), 1), channels_first=False)


def read_safetensors(path):
    data = path.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    return {key: torch.from_numpy(np.frombuffer(data[start:][slice(*entry["data_offsets"])], "<f4").reshape(entry["shape"]).copy())
            for key, entry in json.loads(data[8:start]).items()}


if __name__ == "__main__":
    for make in (strided, same, local, units, mobile, pooled, enlarged, keras, response, flat, lenet5_images):
        make()
