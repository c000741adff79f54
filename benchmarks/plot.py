#!/usr/bin/env python3
"""Draws what the benchmarks measured as an SVG of horizontal bars, each a ratio to Python on a logarithmic scale.

    plot.py encoder race.csv > docs/encoder.svg
    plot.py function warm=warm.csv "cold, JDK 25=cold25.csv" > docs/function.svg

The CSV files are those that the option --csv of the benchmarks writes.
"""

import csv
import html
import math
import sys

COLOURS = ["#4c78a8", "#f58518", "#54a24b"]
LEFT, WIDTH, BAR, GAP, TOP = 230, 420, 14, 10, 70


def read(path):
    """Returns the rows by name: column to figure."""
    with open(path, newline="") as file:
        return {row.pop("name"): {column: float(figure) for column, figure in row.items()}
                for row in csv.DictReader(file)}


def encoder_groups(path):
    groups = []
    for name, row in read(path).items():
        speed = row["Python s"] / row["encoder s"]
        larger = 100 * (row["encoder bytes"] / row["Python bytes"] - 1)
        groups.append((name, [("CPU time", speed, f"{speed:.1f}x faster, {larger:+.2f} % larger")]))
    return groups


def function_groups(arguments):
    groups = []
    for argument in arguments:
        scenario, path = argument.split("=", 1)
        rows = read(path)
        first = next(iter(rows.values()))
        for name, row in list(rows.items())[1:]:
            bars = []
            for series, column in [("wall time", "wall ms"), ("CPU time", "CPU ms"), ("peak memory", "peak MiB")]:
                if row[column] > 0:
                    ratio = row[column] / first[column]
                    unit = column.split()[1]
                    bars.append((series, ratio, f"{ratio:.2f}x: {row[column]:,.1f} to {first[column]:,.1f} {unit}"))
            groups.append((f"{scenario}: {name}", bars))
    return groups


def svg(title, subtitle, groups):
    ratios = [ratio for _, bars in groups for _, ratio, _ in bars]
    low = math.floor(math.log2(min(ratios + [1])))
    high = math.ceil(math.log2(max(ratios + [1])))

    def x(ratio):
        return LEFT + WIDTH * (math.log2(ratio) - low) / (high - low)

    body, y, legend = [], TOP, {}
    for name, bars in groups:
        body.append(text(LEFT - 8, y + len(bars) * BAR / 2 + 4, name, "end"))
        for series, ratio, label in bars:
            colour = legend.setdefault(series, COLOURS[len(legend) % len(COLOURS)])
            start, end = sorted((x(1), x(ratio)))
            body.append(f'<rect x="{start:.1f}" y="{y}" width="{end - start:.1f}" height="{BAR - 2}" fill="{colour}"/>')
            body.append(text(end + 5, y + 10, label, "start"))
            y += BAR
        y += GAP
    axis = [f'<line x1="{x(1):.1f}" y1="{TOP - 5}" x2="{x(1):.1f}" y2="{y}" stroke="#888"/>']
    for power in range(low, high + 1):
        axis.append(text(x(2.0**power), y + 12, f"{2.0 ** power:g}x", "middle"))
    keys = [text(LEFT + 130 * i + 16, 52, series, "start")
            + f'<rect x="{LEFT + 130 * i}" y="42" width="12" height="12" fill="{colour}"/>'
            for i, (series, colour) in enumerate(legend.items())]
    width = LEFT + WIDTH + 250
    return "\n".join(
        [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{y + 24}" font-family="sans-serif" font-size="11">',
         '<rect width="100%" height="100%" fill="white"/>',
         f'<text x="10" y="18" font-size="15" font-weight="bold">{html.escape(title)}</text>',
         text(10, 34, subtitle, "start"), *keys, *axis, *body, "</svg>", ""])


def text(x, y, content, anchor):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{html.escape(content)}</text>'


def main(arguments):
    if len(arguments) == 2 and arguments[0] == "encoder":
        drawing = svg("The encoder beside Python's zipfile",
                      "Python's CPU time divided by the encoder's; longer bars are faster; logarithmic scale",
                      encoder_groups(arguments[1]))
    elif len(arguments) > 1 and arguments[0] == "function" and all("=" in argument for argument in arguments[1:]):
        drawing = svg("The function beside the one in Python (zipfile, boto3)",
                      "Divided by Python's figure; bars to the left need less; logarithmic scale",
                      function_groups(arguments[1:]))
    else:
        sys.exit(__doc__)
    sys.stdout.write(drawing)


if __name__ == "__main__":
    main(sys.argv[1:])
