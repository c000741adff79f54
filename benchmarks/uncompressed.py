#!/usr/bin/env python3
"""Makes a second corpus of a first one: every 12th PNG from 20 KB on, with its pixels stored and not deflated.

    uncompressed.py DIRECTORY TARGET

Such PNGs are rare, and the hardest case for an encoder that expects deflated pixels.
"""

import pathlib
import struct
import sys
import zlib

STEP, MIN_BYTES, MAX_BYTES = 12, 20_000, 8 << 20


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def with_stored_pixels(png):
    before, pixels, at = [png[:8]], [], 8
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        kind, content = png[at + 4:at + 8], png[at + 8:at + 8 + length]
        if kind == b"IDAT":
            pixels.append(content)
        elif kind != b"IEND" and not pixels:
            before.append(chunk(kind, content))
        at += 12 + length
    stored = zlib.compress(zlib.decompress(b"".join(pixels)), 0)
    return b"".join(before) + chunk(b"IDAT", stored) + chunk(b"IEND", b"")


def main(source, target):
    images = sorted(image for image in source.rglob("*.png") if image.stat().st_size >= MIN_BYTES)
    for number in range(0, len(images), STEP):
        png = with_stored_pixels(images[number].read_bytes())
        if len(png) <= MAX_BYTES:
            folder = target / images[number].relative_to(source).parts[0]
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{number}.png").write_bytes(png)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
