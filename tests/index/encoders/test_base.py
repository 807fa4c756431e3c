"""What vectors have in common."""

from __future__ import annotations

import numpy as np

from index.encoders.base import to_unit_length


def test_rows_get_length_one() -> None:
    """Their direction stays, and they stay float32."""
    scaled = to_unit_length(np.array([[3, 4], [0, -0.5]], np.float32))
    assert scaled.dtype == np.float32
    np.testing.assert_allclose(scaled, np.array([[0.6, 0.8], [0, -1]]), rtol=1e-6)


def test_a_row_of_zeros_stays_so() -> None:
    """Nothing is divided by zero."""
    assert to_unit_length(np.zeros((2, 3), np.float32)).tolist() == [[0, 0, 0], [0, 0, 0]]
