"""Exports of PyTorch that tests import as they are: run with Debian's python3-torch (1.13). The tests themselves need no Python."""
import os
import torch

HERE = os.path.dirname(os.path.abspath(__file__))


def export(name, module, shape, opset):
    module.eval()
    torch.manual_seed(1)
    torch.onnx.export(module, torch.randn(*shape), os.path.join(HERE, name + ".onnx"), opset_version=opset, input_names=["x"], output_names=["y"])


# nn.LocalResponseNorm is Pad, AveragePool, Pow, Div. At opset 13 the Squeeze behind the pool is a branch of an If.
for size, shape, opset in ((5, (1, 7, 4, 3), 9), (4, (1, 7, 4, 3), 13), (2, (1, 6, 5), 9), (3, (1, 6, 5), 13), (1, (1, 2, 3, 4), 9)):
    export(f"torch_lrn{size}_{len(shape)}d_opset{opset}", torch.nn.LocalResponseNorm(size, alpha=0.3, beta=0.6, k=1.5), shape, opset)
