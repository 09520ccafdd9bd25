"""The secrets of the log: the Ed25519 key that signs checkpoints and the key under which identifiers are masked.

They lie in a directory beside, never in, the database: whoever can change records must not be able to sign them.
All processes of a service share it. The log itself keeps the public keys, each but the first endorsed (signed) by the
one before, so that a verifier needs to trust only the first, the root.
"""

from __future__ import annotations

import os
import secrets
import time
from hashlib import sha256
from pathlib import Path
from typing import Self

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from luling.audit.chain import Checkpoint
from luling.audit.entry import LogError

_ENDORSEMENT = b"luling evidence key 1\n"
_MASK_KEY, _SIGNING_KEY, _ROOT = "mask.key", "signing.json", "root.pub"


class PublicKey(msgspec.Struct, frozen=True):
    """A public key as the log keeps it. `previous` is the id of the key that made `endorsement`; empty for a root."""

    key_id: str
    public: bytes
    previous: str
    endorsement: bytes
    at: int

    def verifies(self, signature: bytes, signed: bytes) -> bool:
        """Whether this key made the signature."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, signed)
        except (InvalidSignature, ValueError):
            return False
        return True

    def endorsed_by(self, earlier: PublicKey) -> bool:
        """Whether `earlier` signed this key."""
        return self.previous == earlier.key_id and earlier.verifies(self.endorsement, _ENDORSEMENT + self.public)


class _Stored(msgspec.Struct, frozen=True):
    private: bytes
    previous: str = ""
    endorsement: bytes = b""
    at: int = 0


class Signer:
    """A private key with its public half."""

    def __init__(self, stored: _Stored) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(stored.private)
        public = self._private.public_key().public_bytes_raw()
        self.public = PublicKey(key_id(public), public, stored.previous, stored.endorsement, stored.at)

    def sign(self, content: bytes) -> bytes:
        """The signature of these bytes."""
        return self._private.sign(content)


def signed(checkpoint: Checkpoint, signer: Signer) -> Checkpoint:
    """The checkpoint with its signature."""
    return msgspec.structs.replace(checkpoint, signature=signer.sign(checkpoint.signed))


class KeyDirectory:
    """The directory of the secrets; what is missing in it is made."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._read: tuple[int, Signer] | None = None

    @classmethod
    def open(cls, directory: Path) -> Self:
        """The directory, with a mask key, a signing key and its root.

        Raises:
            LogError: it cannot be read or made.
        """
        try:
            directory.mkdir(parents=True, exist_ok=True, mode=0o700)
            _once(directory / _MASK_KEY, secrets.token_hex(32).encode())
            private = Ed25519PrivateKey.generate().private_bytes_raw()
            _once(directory / _SIGNING_KEY, msgspec.json.encode(_Stored(private, at=_now())))
            found = cls(directory)
            if not found.signer.public.previous:
                _once(directory / _ROOT, found.signer.public.public.hex().encode())
        except OSError as error:
            raise LogError(f"{directory}: {error.strerror or error}") from error
        return found

    @property
    def mask_key(self) -> bytes:
        """The key of masked identifiers. Another key gives other masks: equal values no longer look equal."""
        return bytes.fromhex(self._content(_MASK_KEY).decode("ascii"))

    @property
    def root(self) -> bytes:
        """The public half of the first signing key."""
        return bytes.fromhex(self._content(_ROOT).decode("ascii"))

    @property
    def signer(self) -> Signer:
        """The key that signs now; read again when another process has changed it."""
        path = self._directory / _SIGNING_KEY
        try:
            changed = path.stat().st_mtime_ns
            if self._read is None or self._read[0] != changed:
                self._read = changed, Signer(msgspec.json.decode(path.read_bytes(), type=_Stored))
        except (OSError, ValueError) as error:
            raise LogError(f"{path}: {error}") from error
        return self._read[1]

    def successor(self) -> tuple[Signer, bytes]:
        """A new key, endorsed by the one in use, and the bytes to `adopt` once the log has its public half."""
        private = Ed25519PrivateKey.generate()
        old = self.signer
        endorsement = old.sign(_ENDORSEMENT + private.public_key().public_bytes_raw())
        stored = _Stored(private.private_bytes_raw(), old.public.key_id, endorsement, _now())
        return Signer(stored), msgspec.json.encode(stored)

    def adopt(self, content: bytes) -> None:
        """Sign with this key from now on. The old private key is gone."""
        path = self._directory / _SIGNING_KEY
        fresh = _private_file(path, content)
        fresh.replace(path)

    def _content(self, name: str) -> bytes:
        path = self._directory / name
        try:
            return path.read_bytes().strip()
        except OSError as error:
            raise LogError(f"{path}: {error.strerror or error}") from error


def key_id(public: bytes) -> str:
    """The name of a public key: the first 16 bytes of its SHA-256, in hexadecimal."""
    return sha256(public).hexdigest()[:32]


def _once(path: Path, content: bytes) -> None:
    """Make a file unless there is one: of several processes the first decides, and none sees half a file."""
    if path.exists():
        return
    fresh = _private_file(path, content)
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()


def _private_file(path: Path, content: bytes) -> Path:
    fresh = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return fresh


def _now() -> int:
    return time.time_ns() // 1000
