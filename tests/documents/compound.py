"""Builds compound files, the container of Office's old formats and of Outlook messages, for the tests of reading."""

import struct
from collections.abc import Mapping

SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NONE = 0xFFFFFFFF


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams; ``storage/stream`` stands in a storage. Each is padded with zeros to 4 KB."""
    names: list[tuple[str, ...]] = []
    for path in streams:
        parts = tuple(path.split("/"))
        names += [parts[:depth] for depth in range(1, len(parts) + 1) if parts[:depth] not in names]
    content = {tuple(path.split("/")): data.ljust(4096, b"\0") for path, data in streams.items()}
    sectors: list[bytes] = []
    chain: list[int] = []

    def put(data: bytes) -> int:
        first = len(sectors)
        pieces = [data[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(data), SECTOR)]
        sectors.extend(pieces)
        chain.extend([*range(first + 1, first + len(pieces)), _END])
        return first

    starts = {name: put(data) for name, data in content.items()}
    entries = [_entry("Root Entry", 5, child=_first_child((), names), start=_END)]
    for name in names:
        siblings = [other for other in names if other[:-1] == name[:-1]]
        later = siblings[siblings.index(name) + 1 :]
        right = names.index(later[0]) + 1 if later else _NONE
        if name in content:
            entries.append(_entry(name[-1], 2, right=right, start=starts[name], size=len(content[name])))
        else:
            entries.append(_entry(name[-1], 1, right=right, child=_first_child(name, names)))
    directory = put(b"".join(entries))
    tables = 1
    while tables * SECTOR // 4 < len(chain) + tables:
        tables += 1
    first_table = len(sectors)
    chain += [_FAT] * tables
    chain += [_FREE] * (tables * SECTOR // 4 - len(chain))
    sectors.append(struct.pack(f"<{len(chain)}I", *chain))
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        b"",
        0,
        tables,
        directory,
        0,
        4096,
        _END,
        0,
        _END,
        0,
    )
    places = [first_table + number for number in range(tables)]
    header += struct.pack("<109I", *places, *[_FREE] * (109 - tables))
    return header + b"".join(sectors)


def _first_child(name: tuple[str, ...], names: list[tuple[str, ...]]) -> int:
    return next((number for number, other in enumerate(names, start=1) if other[:-1] == name), _NONE)


def _entry(name: str, kind: int, *, right: int = _NONE, child: int = _NONE, start: int = 0, size: int = 0) -> bytes:
    wide = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sI8s8sIQ", wide, len(wide), kind, 1, _NONE, right, child, b"", 0, b"", b"", start, size
    )
