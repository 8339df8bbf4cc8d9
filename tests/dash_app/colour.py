"""How far apart are two colours for an eye, and how strong is their contrast?

Contrast as in WCAG 2.2; distance in CAM02-UCS (Luo, Cui, Li 2006) under an average surround and L_A = 4,
as colour libraries have it by default; deficiencies as linear maps at full severity (Machado et al. 2009).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

Vector = tuple[float, float, float]

NORMAL = "normal"
DEFICIENCIES: dict[str, tuple[Vector, Vector, Vector]] = {
    NORMAL: ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanomaly": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranomaly": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanomaly": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_CAT02 = ((0.7328, 0.4296, -0.1624), (-0.7036, 1.6975, 0.0061), (0.0030, 0.0136, 0.9834))
_CAT02_TO_HPE = (
    (0.7409792, 0.2180250, 0.0410058),
    (0.2853532, 0.6242014, 0.0904454),
    (-0.0096280, -0.0056980, 1.0153260),
)
_WHITE = (95.047, 100.0, 108.883)
_LA, _YB, _F, _C, _NC = 64 / math.pi / 5, 20.0, 1.0, 0.69, 1.0


def linear(colour: str) -> Vector:
    """Return a colour `#rrggbb` as linear red, green and blue from 0 to 1."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return r, g, b


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    light, dark = sorted(
        (0.05 + _row((0.2126, 0.7152, 0.0722), linear(c)) for c in (one, other)), reverse=True
    )
    return light / dark


def distance(one: str, other: str, sight: str = NORMAL) -> float:
    """Return the distance of two colours in CAM02-UCS as seen with a colour vision."""
    return math.dist(_ucs(one, sight), _ucs(other, sight))


def _row(row: Sequence[float], vector: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(row, vector, strict=True))


def _times(matrix: Sequence[Sequence[float]], vector: Sequence[float]) -> Vector:
    x, y, z = (_row(row, vector) for row in matrix)
    return x, y, z


def _ucs(colour: str, sight: str) -> Vector:
    seen = [min(max(c, 0.0), 1.0) for c in _times(DEFICIENCIES[sight], linear(colour))]
    lightness, colourfulness, hue = _cam02([100 * c for c in _times(_XYZ, seen)])
    j = 1.7 * lightness / (1 + 0.007 * lightness)
    m = math.log(1 + 0.0228 * colourfulness) / 0.0228
    return j, m * math.cos(hue), m * math.sin(hue)


def _cam02(xyz: Sequence[float]) -> Vector:
    """Return lightness J, colourfulness M and hue in radians."""
    k = 1 / (5 * _LA + 1)
    fl = 0.2 * k**4 * 5 * _LA + 0.1 * (1 - k**4) ** 2 * (5 * _LA) ** (1 / 3)
    n = _YB / _WHITE[1]
    nbb, z = 0.725 * (1 / n) ** 0.2, 1.48 + math.sqrt(n)
    adapted = _F * (1 - 1 / 3.6 * math.exp((-_LA - 42) / 92))

    def response(value: Sequence[float]) -> Vector:
        white = _times(_CAT02, _WHITE)
        cone = [
            v * (adapted * _WHITE[1] / w + 1 - adapted)
            for v, w in zip(_times(_CAT02, value), white, strict=True)
        ]
        powers = [math.copysign((fl * abs(v) / 100) ** 0.42, v) for v in _times(_CAT02_TO_HPE, cone)]
        r, g, b = (400 * p / (abs(p) + 27.13) + 0.1 for p in powers)
        return r, g, b

    def achromatic(rgb: Vector) -> float:
        return float((2 * rgb[0] + rgb[1] + rgb[2] / 20 - 0.305) * nbb)

    rgb = response(xyz)
    r, g, b = rgb
    a, bb = r - 12 * g / 11 + b / 11, (r + g - 2 * b) / 9
    hue = math.atan2(bb, a)
    eccentricity = 0.25 * (math.cos(hue + 2) + 3.8)
    lightness = 100 * (achromatic(rgb) / achromatic(response(_WHITE))) ** (_C * z)
    t = 50000 / 13 * _NC * nbb * eccentricity * math.hypot(a, bb) / (r + g + 21 * b / 20)
    chroma = t**0.9 * math.sqrt(max(lightness, 0) / 100) * (1.64 - 0.29**n) ** 0.73
    return lightness, float(chroma * fl**0.25), hue
