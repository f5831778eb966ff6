"""Draws the package's icon, icon.png beside this file: a 3x3 kernel over a picture's grid. Python's standard library is enough."""

import pathlib
import struct
import zlib

SIZE = 128
MARGIN = 4
CELL = 24
GAP = 2
CELLS = 5
KERNEL = range(1, 4)

BACKGROUND = (24, 29, 46)
PICTURE = (62, 74, 107)
WEIGHTS = [
    [(255, 214, 140), (255, 176, 72), (255, 214, 140)],
    [(255, 176, 72), (244, 118, 42), (255, 176, 72)],
    [(255, 214, 140), (255, 176, 72), (255, 214, 140)],
]


def colour(x, y):
    """The colour of one pixel, as red, green and blue."""
    column, right = divmod(x - MARGIN, CELL)
    row, down = divmod(y - MARGIN, CELL)
    if not (0 <= column < CELLS and 0 <= row < CELLS) or not all(GAP <= at < CELL - GAP for at in (right, down)):
        return BACKGROUND
    return WEIGHTS[row - 1][column - 1] if row in KERNEL and column in KERNEL else PICTURE


def chunk(name, data):
    """One chunk of a PNG file: length, name, data, checksum."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


# Every row begins with the number of its filter: 0, none.
rows = b"".join(b"\0" + b"".join(bytes(colour(x, y)) for x in range(SIZE)) for y in range(SIZE))
header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 2, 0, 0, 0)
picture = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
pathlib.Path(__file__).with_name("icon.png").write_bytes(picture)
