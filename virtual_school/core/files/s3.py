"""The file store in an S3-compatible service. The only module that knows boto3.

The service's own credentials come from the usual AWS variables or the host's role. The bucket must not keep old
versions: there, an erased original would only be hidden.
"""

import datetime as dt
import io
import os
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast
from urllib.parse import parse_qs, urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from virtual_school.core.files.store import KEY

MISSING = frozenset({"NoSuchKey", "404", "NotFound"})


class S3Store:
    """A bucket, or a part of one under a prefix."""

    def __init__(self, bucket: str, prefix: str, endpoint: str | None, region: str | None) -> None:
        self.bucket = bucket
        self.prefix = prefix
        self.endpoint = endpoint
        self.region = region
        self._made: dict[int, Any] = {}
        self._making = threading.Lock()

    @classmethod
    def at(cls, url: str) -> "S3Store":
        parts = urlsplit(url)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        prefix = parts.path.strip("/")
        return cls(parts.netloc, f"{prefix}/" if prefix else "", query.get("endpoint"), query.get("region"))

    @property
    def client(self) -> Any:
        """One client a process: a connection that was open before a fork must not be shared after it."""
        with self._making:
            if os.getpid() not in self._made:
                settings = Config(connect_timeout=5, read_timeout=30, retries={"mode": "standard", "max_attempts": 4})
                session = boto3.session.Session(region_name=self.region)
                self._made = {os.getpid(): session.client("s3", endpoint_url=self.endpoint, config=settings)}
            return self._made[os.getpid()]

    def put(self, source: Path, key: str) -> None:
        self.client.upload_file(str(source), self.bucket, self._name(key))
        source.unlink()

    def open(self, key: str) -> BinaryIO:
        try:
            size = self.client.head_object(Bucket=self.bucket, Key=self._name(key))["ContentLength"]
        except ClientError as error:
            if error.response["Error"]["Code"] in MISSING:
                raise FileNotFoundError(key) from error
            raise
        return cast(BinaryIO, io.BufferedReader(_Object(self, self._name(key), size), 1 << 16))

    def erase(self, key: str) -> None:
        self.client.delete_object(Bucket=self.bucket, Key=self._name(key))

    def keys(self, network: uuid.UUID) -> Iterator[tuple[str, dt.datetime]]:
        listing = self.client.get_paginator("list_objects_v2")
        pages = listing.paginate(Bucket=self.bucket, Prefix=f"{self.prefix}{network.hex}/")
        for page in pages:
            for found in page.get("Contents", []):
                key = found["Key"].removeprefix(self.prefix)
                if KEY.fullmatch(key):
                    yield key, found["LastModified"].astimezone(dt.UTC)

    def check(self) -> None:
        try:
            self.client.head_bucket(Bucket=self.bucket)
        except (BotoCoreError, ClientError) as error:
            raise OSError(f"the bucket {self.bucket} does not answer: {error}") from error

    def _name(self, key: str) -> str:
        if not KEY.fullmatch(key):
            raise ValueError(f"no key of the file store: {key!r}")
        return self.prefix + key


class _Object(io.RawIOBase):
    """An object as a file: read in order by one request, from wherever was sought to last."""

    def __init__(self, store: S3Store, name: str, size: int) -> None:
        self._store = store
        self._name = name
        self._size = size
        self._at = 0
        self._body: Any = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        if start + offset != self._at:
            self._let_go()
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: Any) -> int:
        room = memoryview(buffer)
        if self._at >= self._size or not len(room):
            return 0
        if self._body is None:
            span = f"bytes={self._at}-"
            self._body = self._store.client.get_object(Bucket=self._store.bucket, Key=self._name, Range=span)["Body"]
        block = self._body.read(len(room))
        room[: len(block)] = block
        self._at += len(block)
        return len(block)

    def close(self) -> None:
        self._let_go()
        super().close()

    def _let_go(self) -> None:
        if self._body is not None:
            self._body.close()
            self._body = None
