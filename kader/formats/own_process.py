"""What trusts a reader or a typesetter in C or Rust with memory runs in a process of its own.

Such a process gets little memory and time, no secret, and may write no file. What it used goes back to the
machine when it ends: a typesetter that keeps what it set would make the service grow with every document.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Limits:
    """`space` is address space and `data` memory written to, in bytes; `seconds` is processor time."""

    seconds: int
    space: int = resource.RLIM_INFINITY
    data: int = resource.RLIM_INFINITY

    @property
    def wait(self) -> int:
        """Seconds by the clock, since a busy machine is slower."""
        return 2 * self.seconds


def run(module: str, arguments: list[str], content: bytes, limits: Limits) -> bytes | None:
    """What a module of ours writes when it gets this content; None when it failed or took too long."""
    command = [sys.executable, "-P", "-m", module, *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - our own module; the content goes in as data
            command,
            input=content,
            capture_output=True,
            timeout=limits.wait,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 else None


def _environment() -> dict[str, str]:
    # No setting of the service goes along, and no secret.
    kept = {
        name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT") if name in os.environ
    }
    # Many threads would each set memory aside.
    few = {"RAYON_NUM_THREADS": "2", "MALLOC_ARENA_MAX": "2"}
    return kept | few | {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONIOENCODING": "utf-8"}


def be_small(limits: Limits) -> None:
    """In the process of its own: take these limits, for good."""
    for limit, most in (
        (resource.RLIMIT_AS, limits.space),
        (resource.RLIMIT_DATA, limits.data),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
