"""Are the quantiles as exact as those of a numerical library?"""

from __future__ import annotations

import math
import subprocess
import sys
from pathlib import Path

import pytest

from dash_app.statistics.quantiles import (
    gamma_quantile,
    gamma_tails,
    normal_quantile,
    poisson_quantile,
    student_quantile,
)

# Computed with scipy 1.17.1 (t.ppf, gamma.ppf and isf) and mpmath 1.3 (gammainc, 40 digits).
STUDENT = [
    (0.95, 1, 12.706204736174694),
    (0.95, 2, 4.302652729749462),
    (0.998, 3, 10.214531852407383),
    (0.95, 25, 2.0595385527532972),
    (0.998, 200, 3.131479814221121),
    (0.95, 201, 1.971836506779859),
    (0.99, 10000, 2.5763210466685282),
]
GAMMA = [
    (0.445, 0.025, False, 0.00019120105720048927),
    (1, 0.001, False, 0.001000500333583534),
    (9, 0.025, False, 4.115373097378334),
    (10, 0.025, True, 17.08480345141917),
    (150, 0.001, True, 190.71262426020576),
    (1000, 0.025, False, 938.9730184076952),
]


def test_quantiles_match_those_of_scipy() -> None:
    for confidence, freedom, expected in STUDENT:
        assert student_quantile(confidence, freedom) == pytest.approx(expected, rel=1e-9)
    for shape, tail, upper, expected in GAMMA:
        assert gamma_quantile(shape, tail, upper=upper) == pytest.approx(expected, rel=1e-11)


def test_a_far_tail_of_a_large_shape_keeps_its_digits() -> None:
    assert gamma_tails(10**6, 994000)[0] == pytest.approx(9.178900262302202342e-10, rel=1e-12)


def test_the_two_tails_are_complete() -> None:
    for shape in (0.3, 1, 40, 199.9, 200.1, 1e6):
        for x in (0, shape / 2, shape, 2 * shape):
            assert sum(gamma_tails(shape, x)) == pytest.approx(1, abs=1e-13)


def test_the_change_of_method_at_large_shapes_leaves_no_step() -> None:
    for x in (150, 200, 250):
        below, above = gamma_tails(200, x), gamma_tails(math.nextafter(200, 300), x)
        assert above == pytest.approx(below, rel=1e-11)


def test_no_event_is_unusual_only_from_3_7_expected_on() -> None:
    assert poisson_quantile(3.6, 0.025, upper=False) == 0
    assert poisson_quantile(3.7, 0.025, upper=False) > 0
    assert poisson_quantile(0, 0.025, upper=True) == 0


def test_all_quantiles_match_scipy_on_a_grid() -> None:
    stats, special = pytest.importorskip("scipy.stats"), pytest.importorskip("scipy.special")
    for confidence in (0.5, 0.8, 0.95, 0.998, 0.9999):
        assert normal_quantile(confidence) == pytest.approx(stats.norm.isf((1 - confidence) / 2), rel=1e-13)
        for freedom in (*range(1, 60), 150, 200, 201, 1000, 100_000):
            expected = stats.t.ppf(0.5 + confidence / 2, freedom)
            assert student_quantile(confidence, freedom) == pytest.approx(expected, rel=1e-9)
    for tail in (0.4, 0.025, 0.001, 1e-5):
        for shape in (0.01, 0.445, 1, 1.5, 5, 10, 50, 199, 201, 1e3, 1e5):
            expected = stats.gamma.ppf(tail, shape)
            assert gamma_quantile(shape, tail, upper=False) == pytest.approx(expected, rel=1e-11)
            if shape >= 1:
                expected = stats.gamma.isf(tail, shape)
                assert gamma_quantile(shape, tail, upper=True) == pytest.approx(expected, rel=1e-11)
        for rate in (1e-6, 0.1, 3.7, 7, 100, 199, 201, 1e4, 1e6):
            high, low = (poisson_quantile(rate, tail, upper=upper) for upper in (True, False))
            assert special.gammainc(high, rate) == pytest.approx(tail, rel=1e-8)
            if low:
                assert special.gammaincc(low + 1, rate) == pytest.approx(tail, rel=1e-8)


def test_the_methods_load_no_numerical_library(root: Path) -> None:
    code = "import sys, dash_app.statistics; print(*{'numpy', 'pandas', 'scipy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
