"""Small plots as SVG: horizontal bars and lines, self-contained, readable on light and dark pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

WIDTH, BAR, RIGHT, LEGEND = 720, 22, 80, 220
LETTER = 6.4  # pixels, about
HEIGHT, MARGIN = 300, 52
COLOURS = ("#2f6fb0", "#c2571a", "#4a8f3c", "#8458a8", "#a33b52", "#6b6b6b")
_STYLE = 'font-family="sans-serif" font-size="12" fill="#555"'
Series = Mapping[str, Sequence[tuple[float, float]]]


def bars(rows: Sequence[tuple[str, float]], unit: str, marks: Mapping[str, float] | None = None) -> str:
    """Horizontal bars, the longest as wide as the plot; `rows` are names and values, `marks` other values of the same names, as strokes."""
    marks = marks or {}
    left = round(max([30, *(len(name) for name, _ in rows)]) * LETTER) + 12
    most = max([*(value for _, value in rows), *marks.values()], default=0) or 1
    height = BAR * len(rows) + 12
    parts = []
    for n, (name, value) in enumerate(rows):
        y, width = 6 + BAR * n, (WIDTH - left - RIGHT) * value / most
        parts.append(f'<text x="{left - 8}" y="{y + 14}" text-anchor="end">{escape(name)}</text>')
        parts.append(f'<rect x="{left}" y="{y + 3}" width="{max(width, 1):.1f}" height="{BAR - 7}" fill="{COLOURS[0]}"/>')
        parts.append(f'<text x="{left + width + 6:.1f}" y="{y + 14}">{short(value)} {escape(unit)}</text>')
        if name in marks:
            x, title = left + (WIDTH - left - RIGHT) * marks[name] / most, short(marks[name])
            parts.append(f'<path d="M{x:.1f},{y} v{BAR - 1}" stroke="{COLOURS[1]}" stroke-width="2"><title>{title}</title></path>')
    return _svg(height, parts)


def lines(series: Series, x_name: str, y_name: str) -> str:
    """Lines with points over linear axes that begin at 0."""
    points = [p for line in series.values() for p in line]
    x_most, y_most = (max((p[i] for p in points), default=0) or 1 for i in (0, 1))
    inner_width, inner_height = WIDTH - 2 * MARGIN - LEGEND, HEIGHT - 2 * MARGIN

    def at(x: float, y: float) -> tuple[float, float]:
        return MARGIN + inner_width * x / x_most, HEIGHT - MARGIN - inner_height * y / y_most

    parts = [_axes(at, x_most, y_most, x_name, y_name)]
    for n, (name, line) in enumerate(series.items()):
        colour = COLOURS[n % len(COLOURS)]
        places = [at(*p) for p in sorted(line)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places]
        parts.append(f'<text x="{WIDTH - LEGEND}" y="{MARGIN + 18 * n}" fill="{colour}">{escape(name)}</text>')
    return _svg(HEIGHT, parts)


def short(value: float) -> str:
    """A number in few digits: 0.012, 1.25, 37, 12 000."""
    return f"{value:.2g}" if value < 1 else f"{value:.3g}" if value < 1000 else f"{value:,.0f}".replace(",", " ")


def _axes(at: object, x_most: float, y_most: float, x_name: str, y_name: str) -> str:
    assert callable(at)
    (x0, y0), (x1, _), (_, y1) = at(0, 0), at(x_most, 0), at(0, y_most)
    return (
        f'<path d="M{x0},{y1} V{y0} H{x1}" fill="none" stroke="#999"/>'
        f'<text x="{x0}" y="{y1 - 10}">{escape(y_name)}</text><text x="{x1}" y="{y0 + 34}" text-anchor="end">{escape(x_name)}</text>'
        f'<text x="{x1}" y="{y0 + 16}" text-anchor="middle">{short(x_most)}</text>'
        f'<text x="{x0 - 6}" y="{y1 + 4}" text-anchor="end">{short(y_most)}</text>'
        f'<text x="{x0 - 6}" y="{y0 + 4}" text-anchor="end">0</text>'
    )


def _svg(height: int, parts: Sequence[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" {_STYLE}>'
    return f"{head}{''.join(parts)}</svg>"
