import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from assistant.chat import store as module
from assistant.chat.store import SessionStore
from assistant.engines.base import Usage
from assistant.errors import InputError, ServiceError
from tests.chat.conftest import repository


@pytest.fixture
def store(own_world):
    with SessionStore() as opened:
        yield opened


def made(store, title="报告"):
    return store.create(title=title, facts_path=None, facts="{}", model="")


def test_a_turn_keeps_its_state_model_and_tokens(store):
    row = made(store)
    turn = store.begin(row.id, "小节", "/draft", "scripted:")
    assert store.turns(row.id)[0].state == "running"
    store.end(turn, "failed", "scripted:", "正文", 2, Usage(10, 5, 7), 1.5, None)
    (kept,) = store.turns(row.id)
    assert (kept.state, kept.model, kept.calls, kept.usage, kept.output) == ("failed", "scripted:", 2, Usage(10, 5, 7), "正文")


def test_sessions_are_found_by_id_or_a_part_of_it(store):
    one, other = made(store, "甲"), made(store, "乙")
    assert store.find(one.id[-4:]).title == "甲"
    assert store.last().id == other.id
    store.begin(one.id, "", "x", "")
    assert store.last().id == one.id
    with pytest.raises(InputError, match="没有会话"):
        store.find("zzzz")


def test_deleting_takes_the_turns_and_their_bytes(store):
    row = made(store)
    turn = store.begin(row.id, "", "绝密的输入", "")
    store.end(turn, "complete", "", "绝密的输出", 0, Usage(), 0, "{}")
    store.delete(row.id)
    assert store.sessions() == [] and store.turns(row.id) == []
    store.close()
    files = [p for p in store.path.parent.iterdir() if p.name.startswith("sessions")]
    assert all("绝密".encode() not in p.read_bytes() for p in files)


def test_an_older_file_is_migrated_and_keeps_its_sessions(store, monkeypatch):
    row = made(store)
    store.close()
    monkeypatch.setattr(module, "MIGRATIONS", (*module.MIGRATIONS, "ALTER TABLE turns ADD COLUMN stars INTEGER DEFAULT 3;"))
    with SessionStore() as newer:
        assert newer.find(row.id).title == "报告"
        newer.begin(row.id, "", "x", "")
    with closing(sqlite3.connect(newer.path)) as file:
        assert file.execute("SELECT stars FROM turns").fetchone() == (3,)
        assert file.execute("PRAGMA user_version").fetchone() == (len(module.MIGRATIONS),)


def test_a_file_of_a_newer_program_is_refused(store):
    store._db.execute("PRAGMA user_version = 99")
    store.close()
    with pytest.raises(ServiceError, match="更新版本"):
        SessionStore()


def test_a_damaged_file_is_told(own_world, tmp_path):
    path = tmp_path / "s.sqlite3"
    path.write_bytes(b"no database" * 100)
    with pytest.raises(ServiceError, match="无法打开会话记录"):
        SessionStore(path)


def test_kill_9_loses_nothing_that_ended(own_world):
    code = """
import os, signal
from assistant.chat.store import SessionStore
from assistant.engines.base import Usage
store = SessionStore()
row = store.create(title="t", facts_path=None, facts="{}", model="")
done = store.begin(row.id, "", "第一句", "")
store.end(done, "complete", "", "答", 1, Usage(), 0.1, "{}")
store.begin(row.id, "", "第二句", "")
os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(repository())}, check=False)
    with SessionStore() as store:
        row = store.last()
        assert store.close_open_turns(row.id) == 1
        turns = store.turns(row.id)
    assert [(t.input, t.state) for t in turns] == [("第一句", "complete"), ("第二句", "interrupted")]
