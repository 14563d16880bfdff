"""What reading a file costs, measured in a process of its own."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
_MEASURE = """
import resource, sys
from pathlib import Path
from assistant.documents.read import read
from assistant.errors import DocumentError
try:
    read(Path(sys.argv[1]))
except DocumentError as error:
    print(error, file=sys.stderr)
used = resource.getrusage(resource.RUSAGE_SELF)
heavy = [m for m in ("lxml", "docx", "chromadb", "openai", "rich", "typer") if m in sys.modules]
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(used.ru_utime + used.ru_stime, peak // 1024, *heavy)
"""


def measured(path: Path) -> tuple[float, int, list[str]]:
    """Seconds of processor time (start-up included), megabytes at most, and which heavy packages were imported."""
    done = subprocess.run([sys.executable, "-c", _MEASURE, str(path)], cwd=ROOT, capture_output=True, text=True, check=True)
    seconds, megabytes, *heavy = done.stdout.split()
    return float(seconds), int(megabytes), heavy
