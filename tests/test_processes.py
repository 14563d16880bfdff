import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant import processes
from assistant.processes import each

STARTER = """
import os, time
from assistant.processes import each
def work(number):
    print(os.getpid(), flush=True)
    time.sleep(60)
if __name__ == "__main__":
    list(each(work, range(64), few=2))
"""


INTERRUPTED = """
import os, signal
from assistant import processes
processes.cores = lambda: 2
os.register_at_fork(after_in_parent=lambda: os.kill(os.getpid(), signal.SIGINT))
if __name__ == "__main__":
    try:
        list(processes.each(str, range(64), few=2))
        print("lost")
    except KeyboardInterrupt:
        print("interrupted")
"""
ROOT = str(Path(processes.__file__).parents[1])


def double(number):
    return 2 * number


def where(number):
    return os.getpid()


def fail(number):
    raise ValueError(f"number {number}")


@pytest.mark.parametrize("amount", [0, 1, 5, 200])
def test_results_come_in_the_order_of_the_things(amount):
    assert list(each(double, range(amount), few=5)) == [2 * n for n in range(amount)]


def test_few_things_are_done_here_and_many_elsewhere(monkeypatch):
    monkeypatch.setattr(processes, "cores", lambda: 2)
    assert set(each(where, range(4), few=5)) == {os.getpid()}
    assert os.getpid() not in set(each(where, range(5), few=5))


def test_the_error_of_a_worker_is_that_of_the_work():
    with pytest.raises(ValueError, match="number 0"):
        list(each(fail, range(50), few=5))


@pytest.mark.skipif(sys.platform != "linux", reason="processes that are copies of this one")
def test_ctrl_c_while_workers_are_started_is_not_lost(tmp_path):
    script = tmp_path / "starter.py"
    script.write_text(INTERRUPTED, "utf-8")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, env={**os.environ, "PYTHONPATH": ROOT})
    assert (done.returncode, done.stdout) == (0, "interrupted\n")


@pytest.mark.skipif(sys.platform != "linux", reason="kill -9 and /proc")
def test_workers_end_with_the_process_that_started_them_however_it_ends(tmp_path):
    script = tmp_path / "starter.py"
    script.write_text(STARTER, "utf-8")
    starter = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": ROOT})
    assert starter.stdout is not None
    worker = int(starter.stdout.readline())
    starter.send_signal(signal.SIGKILL)
    starter.wait()
    starter.stdout.close()
    ends = time.monotonic() + 20
    while is_running(worker) and time.monotonic() < ends:
        time.sleep(0.05)
    assert not is_running(worker)


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False
