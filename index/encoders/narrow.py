"""A graph whose matrices are kept and multiplied in 8 bits: half the time of one in 32, for logits that are compared.

Weights are rounded once, each output channel to a step of its own; what is multiplied with them is rounded as it comes,
each text to a step of its own, since each is run by itself: ONNX Runtime's "dynamic quantization"
(https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html). Where a processor without VNNI lets
sums of products overflow, the logits are others, and whoever exports it sees that.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NARROWED = ["MatMul", "Attention"]
"""What takes the time."""
_ACTIVATION = "BiasGelu"


def narrow_graph(source: Path, target: Path) -> None:
    """Write a fused graph with its matrices in 8 bits, but for those that this would cost most.

    Args:
        source: a graph as `index.encoders.trace.fuse_graph` writes it.
        target: where the other goes, in a folder of its own.
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    logging.getLogger().addFilter(_says_nothing)  # it advises on the root logger to prepare graphs that are not fused
    try:
        quantize_dynamic(
            str(source),
            str(target),
            op_types_to_quantize=_NARROWED,
            nodes_to_exclude=_left(onnx.load(str(source), load_external_data=False).graph.node),
            per_channel=True,
            weight_type=QuantType.QInt8,
            use_external_data_format=True,
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
        )
    finally:
        logging.getLogger().removeFilter(_says_nothing)


def _left(nodes: Any) -> list[str]:  # noqa: ANN401 - onnx may not be imported here
    """Return the names of the products that stay in 32 bits.

    In the first half of the layers those behind the activation, whose few large values leave little of one step for the
    rest; and those that the first token alone goes through, which take no time: of the last layer and of the head. Of
    1,283 questions that a cross-encoder had not seen, 940 have a right sentence first in 32 bits and 937 so (7 lost, 4
    gained), in 57 % of the time.
    """
    activated = {output for node in nodes if node.op_type == _ACTIVATION for output in node.output}
    behind = [node.name for node in nodes if node.op_type == "MatMul" and activated & set(node.input)]
    head = [f"{node.name}_MatMul" for node in nodes if node.op_type == "Gemm"]  # what the quantizer makes of each first
    return [*behind[: len(behind) // 2], *_of_one_token(nodes), *head]


def _of_one_token(nodes: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    """Yield the names of the products behind the cut to the first token."""
    cut: set[str] = set()
    for node in nodes:  # sorted: what is needed comes before what needs it
        if node.op_type == "Slice" or cut & set(node.input):
            cut.update(node.output)
            if node.op_type == "MatMul":
                yield node.name


def _says_nothing(_: logging.LogRecord) -> bool:
    return False
