"""Random point clouds."""

from __future__ import annotations

from hypothesis import strategies as st

from tinynet_tui.data.point_clouds import SHAPES, Cloud

CLOUDS = st.builds(
    Cloud,
    st.sampled_from([*SHAPES]),
    st.integers(2, 300),
    st.floats(0, 1).map(lambda noise: noise + 0.0),
    st.integers(0, 2**32 - 1),
)
