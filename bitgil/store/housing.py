"""The folder in which a city's log lies: its memory, its keys, its policy, and what anybody may copy.

A key takes over in four steps (statement, policy, key line, key files). Whatever a crash leaves undone of
them is done before the log is opened again, so that no key signs where its statement says it has ended.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from bitgil.record.checkpoint import Checkpoint, open_checkpoint
from bitgil.record.files import Folder
from bitgil.record.keys import Rotation, load_signer
from bitgil.record.note import PLAIN, Signer, VerifierKey, key_from
from bitgil.record.passphrase import passphrase_in
from bitgil.record.policy import policy_from
from bitgil.record.refusal import Fault, Refused
from bitgil.record.storage import Lock
from bitgil.record.succession import Roots, joined_to, open_change, roots_from

KEY, POLICY, ROOTS = "key", "policy", "roots"
"""The names of the key line, the policy and the root keys, in the folder and among the public files."""

NEXT = "key-next.pem"
"""The key that will take over."""


@dataclass(frozen=True, slots=True)
class Home:
    """The folder in which a log, its key and its public files lie."""

    root: Path

    @property
    def public(self) -> Folder:
        """Return the public folder."""
        return Folder(self.root / "public")

    @property
    def memory(self) -> Path:
        """Return the file of the log's memory."""
        return self.root / "log.sqlite3"

    @property
    def secret(self) -> Path:
        """Return the file of the encrypted private key."""
        return self.root / "key.pem"

    @property
    def key(self) -> VerifierKey | None:
        """Return the key that signs now, None where there is none yet."""
        line = self.read(KEY)
        return None if line is None else key_from(line.decode().strip())

    @property
    def roots(self) -> Roots | None:
        """Return the root keys, None where there are none."""
        content = self.read(ROOTS)
        return None if content is None else roots_from(content)

    @property
    def changes(self) -> dict[str, bytes]:
        """Return the statements that one key followed another, by their public path, oldest first."""
        paths = (self.root / "changes").glob("*")
        found = {int(path.name): path.read_bytes() for path in paths if path.name.isdigit()}
        return {f"changes/{size}": found[size] for size in sorted(found)}

    def read(self, name: str) -> bytes | None:
        """Return a file of the folder itself, None where it is absent."""
        return Folder(self.root).read(name)

    def former(self, key: VerifierKey) -> tuple[VerifierKey, ...]:
        """Return the keys that signed before *key*."""
        joined = joined_to(key, self.changes.values(), self.roots)
        return tuple(each for each in joined.keys if each != key)

    def opened(self, raw: bytes) -> Checkpoint:
        """Return a checkpoint that a key of this log signed, the one of now or one before; else raise."""
        key = self.key
        if key is None:
            raise Refused(Fault.KEY, KEY, "the log has no key yet", "publish the log first")
        for former in self.former(key):
            try:
                return open_checkpoint(raw, former)[0]
            except Refused:
                continue
        return open_checkpoint(raw, key)[0]

    def show(self) -> None:
        """Put key, policy, root keys and the statements about keys among the public files."""
        held = {name: self.read(name) for name in (KEY, POLICY, ROOTS)}
        for name, content in {**held, **self.changes}.items():
            if content is not None:
                self.public.put(name, content)

    def following(self, name: str) -> Signer | None:
        """Return the signer that will take over, None where none was made."""
        path = self.root / NEXT
        return load_signer(name, PLAIN, path, passphrase_in(self.root)) if path.exists() else None

    def take_over(self, statement: bytes) -> Rotation:
        """Let the next key sign from now on, as a statement says; raise Refused unless it holds.

        Call it while the lock is held.
        """
        change = open_change(statement, self.roots)
        Folder(self.root).put(f"changes/{change.size}", statement)
        self._complete()
        return change

    def complete(self, lock: Lock) -> None:
        """Do what the last statement about keys says and a crash left undone; usually that is nothing.

        *lock*: that of whoever writes to the log. Raise Refused where another program holds it.
        """
        if self.changes and (self.root / NEXT).exists():
            with lock.held():
                self._complete()

    def _complete(self) -> None:
        statement = next(iter(reversed(self.changes.values())), None)
        if statement is None or not (self.root / NEXT).exists():
            return
        change = open_change(statement, self.roots)
        following = self.following(change.origin)
        if following is None or following.key != change.new:
            return
        policy = (self.read(POLICY) or b"").replace(str(change.old).encode(), str(change.new).encode())
        policy_from(policy)
        Folder(self.root).put(POLICY, policy)
        Folder(self.root).put(KEY, f"{change.new}\n".encode())
        if self.secret.exists():
            self.secret.rename(self.root / f"key-{change.old.id.hex()}.pem")
        (self.root / NEXT).rename(self.secret)


def home() -> Home:
    """Return where this city's log lies, as the environment says now."""
    return Home(Path(os.environ.get("BITGIL_VAR", "var")).resolve() / "record")
