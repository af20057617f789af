"""The page a citizen checks with: one HTML file that needs no server, put together from the sources here.

Belongs here: the page's words, look and script, and the function that makes one file of them.
Does not: what is true of a proof (verification says it; the script has to agree), how the page is served.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from pathlib import Path

from bitgil.record.refusal import KOREAN

CHECKING = (
    "refusing.js",
    "encoding.js",
    "ed25519.js",
    "canonical.js",
    "note.js",
    "proof.js",
    "policy.js",
    "succession.js",
    "entry.js",
    "verifying.js",
)
"""The sources that check, in the order in which they need each other; none of them knows of a window."""

SHOWING = ("words.js", "showing.js")
"""The sources that speak and show."""

NAME = "verify.html"
"""What the file is called."""

_HERE = Path(__file__).parent


def source(names: tuple[str, ...]) -> str:
    """Return these sources as one script; it holds no `</`, which would end the script in the page."""
    text = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in names)
    return '"use strict";\n' + text.replace("</", "<\\/")


def script() -> str:
    """Return the page's whole script, with the Korean words of each fault as the package has them."""
    faults = {str(fault): words for fault, words in KOREAN.items()}
    spoken = json.dumps(faults, ensure_ascii=False, sort_keys=True).replace("</", "<\\/")
    return f"\n{source(CHECKING)}\nconst KOREAN_FAULTS = {spoken};\n{source(SHOWING)}"


def content_policy() -> str:
    """Return what the page is allowed: its own script and style, by their hashes, and nothing else at all.

    It stands in the page too, so that the page cannot reach a network wherever it is opened from.
    """
    style = (_HERE / "style.css").read_text(encoding="utf-8")
    return (
        f"default-src 'none'; script-src {_hashed(script())}; style-src {_hashed(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


@cache
def built() -> bytes:
    """Return the page: the same bytes from the same sources, wherever they are put together."""
    shell = (_HERE / "shell.html").read_text(encoding="utf-8")
    style = (_HERE / "style.css").read_text(encoding="utf-8")
    filled = shell.replace("{{policy}}", content_policy()).replace("{{style}}", style)
    return filled.replace("{{script}}", script()).encode()


@cache
def digest() -> str:
    """Return the page's SHA-256 in hex: what the city prints, and what anybody compares."""
    return hashlib.sha256(built()).hexdigest()


def _hashed(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
