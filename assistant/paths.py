"""Where things live: the project, its state, the cache of weights, and the data shipped with the program."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from assistant.errors import InputError

APP = "report-assistant"
PROJECT_FILE = "assistant.toml"
_PACKAGE = Path(__file__).resolve().parent


def project_dir(start: Path | None = None) -> Path | None:
    """The nearest folder at or above `start` (default: the working directory) that holds assistant.toml, or None."""
    here = (start or Path.cwd()).resolve()
    return next((d for d in (here, *here.parents) if (d / PROJECT_FILE).is_file()), None)


def home() -> Path:
    """The folder of all state: ASSISTANT_HOME, else `.assistant` of the project, else the user's data folder."""
    if chosen := os.environ.get("ASSISTANT_HOME"):
        return Path(chosen).expanduser()
    if project := project_dir():
        return project / ".assistant"
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False)


def cache() -> Path:
    """The folder of what can be fetched or made again, weights and compiled patterns, whatever ASSISTANT_HOME says.

    It is ASSISTANT_CACHE, else the user's cache folder.
    """
    if chosen := os.environ.get("ASSISTANT_CACHE"):
        return Path(chosen).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path(APP, appauthor=False)


def user_config_file() -> Path:
    """The user's own settings file, which need not exist."""
    from platformdirs import user_config_path

    return user_config_path(APP, appauthor=False) / "config.toml"


def shipped(name: str) -> Path:
    """The shipped data folder `name` ("prompts", "corpus"): inside the installed package, else beside it in a checkout."""
    packaged = _PACKAGE / "_data" / name
    return packaged if packaged.is_dir() else _PACKAGE.parent / name


def data_files(name: str, relative: str) -> list[Path]:
    """Places to look for `relative` of the data folder `name`, best first: the user's project, then what is shipped."""
    project = project_dir()
    own = [project / name / relative] if project else []
    return [p for p in [*own, shipped(name) / relative] if p.exists()]


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside `path` that replaces it when the block succeeds and is removed when it does not."""
    import tempfile  # 17 ms of start-up that only writing needs

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem[:40]}-", suffix=path.suffix)
        os.close(handle)
    except OSError as error:
        raise write_failed(path, error) from error
    temporary = Path(name)
    try:
        yield temporary
        _keep_mode(path, temporary)
        temporary.replace(path)
    except OSError as error:
        raise write_failed(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def _keep_mode(path: Path, temporary: Path) -> None:
    """Give the new file the permissions of the old one, or those the user's umask asks for (mkstemp gives 0600)."""
    if path.exists():
        mode = path.stat().st_mode & 0o777
    else:
        umask = os.umask(0)
        os.umask(umask)
        mode = 0o666 & ~umask
    temporary.chmod(mode)


def write_failed(path: Path, error: OSError) -> InputError:
    """The error to raise when `path` cannot be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return InputError(f"磁盘已满，无法写入 {path}", "请清理磁盘空间，或用 -o 换一个位置后重试")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return InputError(f"没有权限写入 {path}", "请检查文件夹权限（文件是否正在别的程序中打开），或换一个位置后重试")
    return InputError(f"无法写入 {path}：{error.strerror or error}", "请检查路径是否正确，或换一个位置后重试")


def atomic_write(path: Path, data: str | bytes | Callable[[IO[bytes]], Any]) -> None:
    """Write a file whole or not at all: text (as UTF-8), bytes, or a function that writes to a binary stream.

    Raises InputError (exit code 2) where the place cannot be written.
    """
    with _replacing(path) as temporary, temporary.open("wb") as stream:
        if callable(data):
            data(stream)
        else:
            stream.write(data.encode("utf-8") if isinstance(data, str) else data)
        stream.flush()
        os.fsync(stream.fileno())
