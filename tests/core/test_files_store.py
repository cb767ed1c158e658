"""Both stores keep the same promises; one late import; what is killed on the way leaves no half file."""

import ast
import datetime as dt
import errno
import io
import os
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import boto3
import pytest
from moto import mock_aws

from tests.core.filed import HERE, again, blobs, jpeg, kept, make_app, run_jobs
from virtual_school.core import files
from virtual_school.core.db import enter_network
from virtual_school.core.files import store as storing
from virtual_school.core.files.store import FolderStore, new_key, store_at

NETWORK, OTHER = uuid.UUID(int=10), uuid.UUID(int=11)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def bucket(monkeypatch):
    for name, value in (("AWS_ACCESS_KEY_ID", "made-up"), ("AWS_SECRET_ACCESS_KEY", "made-up")):
        monkeypatch.setenv(name, value)
    with mock_aws():
        boto3.client("s3", region_name="eu-west-2").create_bucket(
            Bucket="school", CreateBucketConfiguration={"LocationConstraint": "eu-west-2"}
        )
        yield "s3://school/some/prefix?region=eu-west-2"


@pytest.fixture(params=["folder", "s3"])
def store_url(request, tmp_path):
    return f"file://{tmp_path / 'store'}" if request.param == "folder" else request.getfixturevalue("bucket")


@pytest.fixture
def store(store_url):
    return store_at(store_url)


def put(store, data: bytes, folder: Path, network: uuid.UUID = NETWORK) -> str:
    key = new_key(network, os.urandom(32))
    source = folder / "arriving"
    source.write_bytes(data)
    store.put(source, key)
    assert not source.exists()
    return key


def test_what_is_put_can_be_read_sought_and_erased(store, tmp_path):
    data = os.urandom(200_000)
    key = put(store, data, tmp_path)
    with store.open(key) as opened:
        assert opened.read() == data
        opened.seek(150_000)
        assert opened.read(10) == data[150_000:150_010]
        opened.seek(-5, os.SEEK_END)
        assert opened.read() == data[-5:]
        assert opened.read() == b""
    store.erase(key)
    store.erase(key)
    with pytest.raises(FileNotFoundError):
        store.open(key)


def test_it_lists_one_networks_keys_and_when_they_came(store, tmp_path):
    key = put(store, b"here", tmp_path)
    put(store, b"elsewhere", tmp_path, OTHER)
    [(found, came)] = store.keys(NETWORK)
    assert found == key
    assert abs(dt.datetime.now(dt.UTC) - came) < dt.timedelta(minutes=1)


@pytest.mark.parametrize("key", ["../../etc/passwd", "a/b/c", ""])
def test_only_keys_of_ours_reach_the_store(store, key):
    with pytest.raises(ValueError, match="no key"):
        store.open(key)


def test_it_says_when_it_cannot_be_used(store, tmp_path):
    store.check()
    if isinstance(store, FolderStore):
        nowhere = FolderStore(tmp_path / "nowhere")
        nowhere.root.rmdir()
    else:
        nowhere = store_at("s3://nowhere?region=eu-west-2")
    with pytest.raises(OSError, match="nowhere"):
        nowhere.check()


def test_a_picture_goes_all_the_way_in_either_store(store_url, tmp_path):
    app = make_app(tmp_path, files_url=store_url)
    with app.app_context():
        enter_network(HERE)
        stored = kept(jpeg(6), "photo.jpg")
        original = stored.key
        run_jobs()
        stored = again(stored)
        assert stored.is_picture and blobs() == [stored.key]
        with pytest.raises(FileNotFoundError):
            files.filing().store.open(original)
        with app.test_request_context("/", headers={"Range": "bytes=4-11"}):
            part = files.send(stored, "photo.jpg", inline=True)
        with files.read(stored) as opened:
            assert b"".join(part.iter_encoded()) == opened.read()[4:12]
        part.close()
        assert part.status_code == 206


def test_one_client_a_process(bucket, monkeypatch):
    store = store_at(bucket)
    first = store.client
    assert store.client is first
    monkeypatch.setattr(os, "getpid", lambda: -1)
    assert store.client is not first


def test_across_file_systems_it_is_copied_whole(tmp_path, monkeypatch):
    store, real, fail = FolderStore(tmp_path / "store"), os.replace, [True]

    def replace(source: Path, target: Path) -> None:
        if fail.pop() if fail else False:
            raise OSError(errno.EXDEV, "another file system")
        real(source, target)

    monkeypatch.setattr(storing.os, "replace", replace)
    key = put(store, b"whole", tmp_path)
    with store.open(key) as opened:
        assert opened.read() == b"whole"
    assert [found for found, _came in store.keys(NETWORK)] == [key]


KILLED = """
import io, sys, itertools, pathlib, os
sys.path.insert(0, {root!r})
from tests.core.filed import HERE, make_app
from virtual_school.core import files
from virtual_school.core.db import enter_network
app = make_app(pathlib.Path({folder!r}))
with app.app_context():
    enter_network(HERE)
    for number in itertools.count():
        files.receive(io.BytesIO(number.to_bytes(4) * 50_000), "x.bin")
        print(number, flush=True)
"""


def test_killed_at_any_moment_no_key_holds_half_a_file(tmp_path):
    code = KILLED.format(root=str(ROOT), folder=str(tmp_path))
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    for _ in range(5):
        process.stdout.readline()
    time.sleep(0.013)
    process.send_signal(signal.SIGKILL)
    said = 5 + len(process.stdout.read().splitlines())
    process.wait()
    process.stdout.close()
    kept_ones = list((tmp_path / "instance" / "files").glob("*/*/*"))
    assert len(kept_ones) >= said
    for path in kept_ones:
        data = path.read_bytes()
        assert len(data) == 200_000 and data == data[:4] * 50_000


# The late import ------------------------------------------------------------------------------------------------------

LATE = {
    "virtual_school/core/files/store.py": ["virtual_school.core.files.s3"],
    "virtual_school/core/papers/jobs.py": ["virtual_school.core.papers.press"],
}


def test_late_imports_are_these_and_no_more():
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "virtual_school").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "late":
                [argument] = node.args
                assert isinstance(argument, ast.Constant), f"{path}: late() is called with a name written out"
                found.setdefault(path.relative_to(ROOT).as_posix(), []).append(argument.value)
    assert found == LATE


def test_a_folder_store_never_loads_the_other():
    code = "import sys; from virtual_school.core import files; sys.exit('boto3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_a_stream_may_be_read_once_and_slowly(tmp_path):
    app = make_app(tmp_path)
    with app.app_context():
        enter_network(HERE)
        assert files.receive(io.BufferedReader(io.BytesIO(b"a" * 9000), 16), "a.txt").size == 9000
