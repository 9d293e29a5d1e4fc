"""What is read in pictures as bytes and back: small, and opened without running what a stranger may have put in."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from importlib import import_module
from typing import Any

import numpy as np

# What is packed is made of the dataclasses of this package, and nothing else is made when it is opened.
_ROOM = __name__.rpartition(".")[0]

_CLASS, _ARRAY = "class", "array"


def packed(value: object) -> bytes:
    """The value: dataclasses of this package, arrays, sequences, numbers and texts. Raises ``TypeError`` for others."""
    return zlib.compress(json.dumps(_plain(value), separators=(",", ":")).encode())


def unpacked(content: bytes) -> Any:
    """What was packed, sequences as tuples; None for bytes that are none of these."""
    try:
        return _built(json.loads(zlib.decompress(content)))
    except (zlib.error, ValueError, TypeError, KeyError, AttributeError, ImportError, RecursionError):
        return None


def _plain(value: Any) -> Any:
    if isinstance(value, str | int | float | None):
        return value
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, np.ndarray):
        return {_ARRAY: value.dtype.str, "shape": value.shape, "values": value.ravel().tolist()}
    if is_dataclass(value):
        kind = _kind_of(value)
        plain = {each.name: _plain(getattr(value, each.name)) for each in fields(kind)}
        return {_CLASS: f"{kind.__module__.removeprefix(_ROOM)}:{kind.__name__}"} | plain
    return float(value)  # an engine may have numbers of numpy, which JSON does not know


def _kind_of(value: Any) -> Any:
    """The class of this package that the value is one of."""
    kinds = [kind for kind in type(value).__mro__ if kind.__module__.startswith(f"{_ROOM}.")]
    if not kinds:
        raise TypeError(f"{type(value).__qualname__} is no class of {_ROOM}")
    return kinds[0]


def _built(plain: Any) -> Any:
    if isinstance(plain, list):
        return tuple(map(_built, plain))
    if not isinstance(plain, dict):
        return plain
    if _ARRAY in plain:
        return np.array(plain["values"], dtype=np.dtype(plain[_ARRAY])).reshape(plain["shape"])
    return _instance(plain)


def _instance(plain: Mapping[str, Any]) -> Any:
    module, _, name = plain[_CLASS].partition(":")
    kind = getattr(import_module(_ROOM + module), name)
    if not (isinstance(kind, type) and is_dataclass(kind)):
        raise TypeError(f"{name} is no dataclass")
    return kind(**{field: _built(value) for field, value in plain.items() if field != _CLASS})
