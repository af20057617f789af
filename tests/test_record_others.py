"""Programs by others read what this one writes: tiles, checkpoint, proofs and signatures."""

from __future__ import annotations

from pathlib import Path

import pytest
from record_log import LOG, ORIGIN, WITNESSES, town

reader = pytest.importorskip(
    "tlog_scales.reader", reason="tlog-scales is not installed (pip install tlog-scales)"
)
backend = pytest.importorskip("tlog_scales.backend")
signing = pytest.importorskip("tlog_scales.signing")

SIZE = 2_000


def test_tlog_scales_agrees_on_every_part(tmp_path: Path) -> None:
    """Another program's root, entry, both proofs and four signatures of our public files are ours."""
    with town(tmp_path, in_memory=True) as made, made.storage() as storage, made.log(storage) as log:
        log.append(b"entry %d" % number for number in range(SIZE))
        note = made.publish(log).checkpoint
        other = reader.TilesReader(backend.LocalBackend(tmp_path / "public"))
        checkpoint = other.get_checkpoint()
        assert (checkpoint.origin, checkpoint.size, checkpoint.root_hash) == (ORIGIN, SIZE, log.root())
        assert other.calculate_root_hash() == log.root()
        assert other.get_entry(SIZE - 1) == b"entry 1999"
        for index in (0, 1_234, SIZE - 1):
            hashes = other.get_inclusion_proof(index, SIZE).node_hashes
            assert tuple(hashes) == log.prove(index, note).hashes
        assert tuple(other.get_consistency_proof(1_234, SIZE).node_hashes) == log.consistency(1_234, SIZE)
    keys = (LOG.key, *(each.key for each in WITNESSES.values()))
    known = signing.VkeySet(*(signing.Vkey.from_string(str(key)) for key in keys))
    assert len(known.verify(checkpoint.signatures, checkpoint)) == len(keys)
