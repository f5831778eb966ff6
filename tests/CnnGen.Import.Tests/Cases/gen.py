"""Writes the models of this folder. Needs onnx and numpy (python3-onnx of Debian): python3 gen.py"""

import numpy as np
import onnx
from onnx import TensorProto as T
from onnx import helper as h
from onnx import numpy_helper as nh

rng = np.random.RandomState(0)
node = h.make_node


def weights(name, *shape, scale=0.3):
    return nh.from_array((rng.randn(*shape) * scale).astype(np.float32), name)


def constant(name, values, dtype=np.float32):
    return nh.from_array(np.asarray(values, dtype=dtype), name)


def value(name, shape, kind=T.FLOAT):
    return h.make_tensor_value_info(name, kind, shape)


def save(name, nodes, inputs, outputs, initializers, opset=11, extra=()):
    graph = h.make_graph(nodes, name, inputs, outputs, initializers)
    model = h.make_model(graph, opset_imports=[h.make_opsetid("", opset), *extra], producer_name="gen.py")
    model.ir_version = 7
    onnx.save(model, name + ".onnx")


ML = [h.make_opsetid("ai.onnx.ml", 1)]

# Two readings of the input: which node is at fault?
save("wrongmsg_upsample_linear_nhwc",
     [node("Transpose", ["x"], ["t"], perm=[0, 3, 1, 2]), node("Conv", ["t", "w"], ["c"], pads=[1, 1, 1, 1]), node("Upsample", ["c", "s"], ["y"], mode="linear")],
     [value("x", [1, 8, 8, 3])], [value("y", [1, 4, 16, 16])], [weights("w", 4, 3, 3, 3), constant("s", [1, 1, 2, 2])], 9)
save("ok_msg_upsample_linear_nchw",
     [node("Conv", ["x", "w"], ["c"], pads=[1, 1, 1, 1]), node("Upsample", ["c", "s"], ["y"], mode="linear")],
     [value("x", [1, 3, 8, 8])], [value("y", [1, 4, 16, 16])], [weights("w", 4, 3, 3, 3), constant("s", [1, 1, 2, 2])], 9)
save("msg_pow_nchw",
     [node("Conv", ["x", "w"], ["c"], pads=[1, 1, 1, 1]), node("Pow", ["c", "two"], ["p"]), node("Conv", ["p", "w2"], ["y"])],
     [value("x", [1, 3, 8, 8])], [value("y", [1, 4, 8, 8])], [weights("w", 4, 3, 3, 3), weights("w2", 4, 4, 1, 1), constant("two", 2.0)])
save("wrongmsg_groupnorm_nchw",
     [node("Conv", ["x", "w"], ["c"], pads=[1, 1, 1, 1]), node("Reshape", ["c", "r1"], ["a"]), node("InstanceNormalization", ["a", "one", "zero"], ["b"]),
      node("Shape", ["c"], ["s"]), node("Reshape", ["b", "s"], ["d"]), node("Conv", ["d", "w2"], ["y"])],
     [value("x", [1, 3, 8, 8])], [value("y", [1, 4, 8, 8])],
     [weights("w", 4, 3, 3, 3), weights("w2", 4, 4, 1, 1), constant("r1", [0, 2, -1], np.int64), constant("one", [1, 1]), constant("zero", [0, 0])])
save("wrongmsg_transposed_pool",
     [node("Conv", ["x", "w"], ["c"]), node("Transpose", ["c"], ["t"], perm=[0, 3, 2, 1]), node("MaxPool", ["t"], ["m"], kernel_shape=[1, 1], strides=[1, 2]),
      node("Transpose", ["m"], ["u"], perm=[0, 3, 2, 1]), node("Conv", ["u", "w2"], ["y"])],
     [value("x", [1, 3, 10, 12])], [value("y", None)], [weights("w", 8, 3, 3, 3), weights("w2", 4, 4, 1, 1)])
save("wrongmsg_two_problems_nchw",
     [node("Conv", ["x", "w"], ["c"], pads=[1, 1, 1, 1]), node("Pad", ["c", "p"], ["r"], mode="reflect"), node("Conv", ["r", "w2"], ["d"]),
      node("Resize", ["c", "", "sc"], ["e"], mode="cubic"), node("Conv", ["e", "w2"], ["f"]), node("GlobalAveragePool", ["d"], ["g1"]),
      node("GlobalAveragePool", ["f"], ["g2"]), node("Add", ["g1", "g2"], ["y"])],
     [value("x", [1, 3, 8, 8])], [value("y", [1, 4, 1, 1])],
     [weights("w", 4, 3, 3, 3), weights("w2", 4, 4, 1, 1), constant("p", [0, 0, 1, 1, 0, 0, 1, 1], np.int64), constant("sc", [1, 1, 2, 2])])
save("where_hardshrink",
     [node("Conv", ["x", "w"], ["c"]), node("Relu", ["c"], ["r"]), node("Conv", ["r", "v"], ["d"]), node("Greater", ["d", "k"], ["g"]), node("Less", ["d", "k"], ["h"]),
      node("Or", ["g", "h"], ["o"]), node("Where", ["o", "d", "k"], ["y"])],
     [value("x", [1, 3, 7, 5])], [value("y", None)], [weights("w", 4, 3, 3, 3), weights("v", 4, 4, 1, 1), constant("k", 0.5)], 13)

# Obstacles behind one another, of which no shape is noted; the input is channels last, and a cubic resize of that order comes before the last.
save("obstacles_in_a_row_nhwc",
     [node("Pad", ["x", "p"], ["r"], mode="reflect"), node("Transpose", ["r"], ["t"], perm=[0, 3, 1, 2]), node("Conv", ["t", "w"], ["c"]),
      node("Resize", ["c", "", "sc"], ["e"], mode="cubic"), node("Conv", ["e", "w2"], ["f"]), node("GridSample", ["f", "grid"], ["y"])],
     [value("x", [1, 8, 8, 3])], [value("y", None)],
     [weights("w", 4, 3, 3, 3), weights("w2", 4, 4, 1, 1), constant("p", [0, 1, 1, 0, 0, 1, 1, 0], np.int64), constant("sc", [1, 1, 2, 2]), constant("grid", np.zeros((1, 4, 4, 2)))], 16)
save("div_computed_behind",
     [node("Conv", ["x", "w"], ["c"], pads=[1, 1, 1, 1]), node("Relu", ["c"], ["r"]), node("ReduceL2", ["r"], ["n"], axes=[1]), node("Div", ["r", "n"], ["y"])],
     [value("x", [1, 3, 8, 8])], [value("y", None)], [weights("w", 3, 3, 3, 3)])

# scikit-learn and ML.NET.
save("linear_classifier",
     [node("LinearClassifier", ["x"], ["label", "prob"], domain="ai.onnx.ml", coefficients=[float(v) for v in rng.randn(3 * 16)], intercepts=[0.0, 0.1, 0.2],
           classlabels_ints=[0, 1, 2], post_transform="SOFTMAX", multi_class=1)],
     [value("x", [1, 16])], [value("label", [1], T.INT64), value("prob", [1, 3])], [], 15, ML)
dictionary = onnx.TypeProto()
dictionary.sequence_type.elem_type.map_type.key_type = T.INT64
dictionary.sequence_type.elem_type.map_type.value_type.tensor_type.elem_type = T.FLOAT
probability = onnx.ValueInfoProto(name="output_probability", type=dictionary)
save("two_outputs_of_sklearn",
     [node("Gemm", ["X", "w"], ["g"]), node("Softmax", ["g"], ["probabilities"], axis=1), node("ArgMax", ["probabilities"], ["index"], axis=1),
      node("ArrayFeatureExtractor", ["classes", "index"], ["output_label"], domain="ai.onnx.ml"),
      node("ZipMap", ["probabilities"], ["output_probability"], domain="ai.onnx.ml", classlabels_int64s=[0, 1, 2])],
     [value("X", [None, 4])], [value("output_label", [None], T.INT64), probability], [weights("w", 4, 3), constant("classes", [0, 1, 2], np.int64)], 13, ML)
save("tree_of_mlnet",
     [node("TreeEnsembleRegressor", ["Features"], ["Score"], domain="ai.onnx.ml", n_targets=1, nodes_treeids=[0], nodes_nodeids=[0], nodes_featureids=[0], nodes_modes=["LEAF"],
           nodes_values=[0.0], nodes_truenodeids=[0], nodes_falsenodeids=[0], target_treeids=[0], target_nodeids=[0], target_ids=[0], target_weights=[1.0]),
      node("Identity", ["Features"], ["Features.output"]), node("Identity", ["Score"], ["Score.output"])],
     [value("Features", [-1, 4])], [value("Features.output", [-1, 4]), value("Score.output", [-1, 1])], [], 9, ML)

# Models whose self-test vector must be made.
save("batch8", [node("Conv", ["x", "w"], ["c"]), node("Relu", ["c"], ["y"])], [value("x", [8, 3, 8, 8])], [value("y", [8, 4, 6, 6])], [weights("w", 4, 3, 3, 3)])
save("fp16_input", [node("Conv", ["x", "w"], ["c"]), node("Relu", ["c"], ["y"])], [value("x", [1, 3, 8, 8], T.FLOAT16)], [value("y", [1, 4, 6, 6], T.FLOAT16)],
     [nh.from_array(rng.randn(4, 3, 3, 3).astype(np.float16), "w")])
save("double_input", [node("Cast", ["x"], ["xf"], to=1), node("Conv", ["xf", "w"], ["c"]), node("Relu", ["c"], ["y"])],
     [value("x", [1, 3, 8, 8], T.DOUBLE)], [value("y", [1, 4, 6, 6])], [weights("w", 4, 3, 3, 3)])
save("double_weights", [node("Gemm", ["x", "w"], ["g"]), node("Tanh", ["g"], ["y"])],
     [value("x", [1, 16], T.DOUBLE)], [value("y", [1, 4], T.DOUBLE)], [nh.from_array(rng.randn(16, 4), "w")])
save("selftest_cut_second_input",
     [node("Gemm", ["x", "w"], ["g"]), node("Softmax", ["g"], ["y"], axis=1), node("ArgMax", ["y"], ["a"], axis=1), node("ArgMax", ["t"], ["b"], axis=1),
      node("Equal", ["a", "b"], ["e"]), node("Cast", ["e"], ["f"], to=1), node("ReduceMean", ["f"], ["acc"], keepdims=0)],
     [value("t", ["n", 4]), value("x", ["n", 16])], [value("acc", [])], [weights("w", 16, 4)])
bias = nh.from_array(np.array([-16.0], np.float32), "b")
save("selftest_false_alarm_sigmoid", [node("Conv", ["x", "w", "b"], ["c"]), node("Sigmoid", ["c"], ["y"])], [value("x", [1, 3, 8, 8])], [value("y", [1, 1, 8, 8])],
     [weights("w", 1, 3, 1, 1, scale=0.1), bias])
save("selftest_tiny_gate",
     [node("Conv", ["x", "w", "b"], ["c"]), node("Sigmoid", ["c"], ["s"]), node("Mul", ["x", "s"], ["m"]), node("Conv", ["m", "v"], ["y"])],
     [value("x", [1, 3, 8, 8])], [value("y", [1, 2, 8, 8])], [weights("w", 1, 3, 1, 1, scale=0.1), bias, weights("v", 2, 3, 1, 1)])
save("large_maps", [node("Conv", ["x", "w"], ["a"], pads=[1, 1, 1, 1]), node("Relu", ["a"], ["b"]), node("Conv", ["b", "v"], ["c"]), node("Tanh", ["c"], ["y"])],
     [value("x", [1, 3, 500, 500])], [value("y", None)], [weights("w", 8, 3, 3, 3), weights("v", 2, 8, 1, 1)])
