"""Old formats (.doc, .wps, .rtf, .odt) through LibreOffice, where it is installed: own profile, no network, time limit."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from assistant.errors import DocumentError

SECONDS = 60.0
_PROGRAMS = ("soffice", "libreoffice")
_PLACES = ("/Applications/LibreOffice.app/Contents/MacOS/soffice", r"C:\Program Files\LibreOffice\program\soffice.exe")
_HEADER, _SECTOR, _HEADER_WITHIN = b"\xec\xa5", 512, 1024 * 1024
_ENCRYPTED = ("EncryptedPackage", "EncryptionInfo", "\x09DRMContent")
_BY_HAND = "请用 Word 或 WPS 打开它，另存为 .docx 后重试"
_INSTALL = "请用 Word 或 WPS 打开它，另存为 .docx 后重试；也可以安装 LibreOffice，之后可直接读取"
_OLE_KINDS = (("WordDocument", ".doc"), ("Workbook", ".xls"), ("PowerPoint Document", ".ppt"))
# Nothing is fetched, run or updated while converting.
_SETTINGS = (
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
)
_ITEM = '<item oor:path="/org.openoffice.{}"><prop oor:name="{}"><value>{}</value></prop></item>'
_ITEMS = '<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>'


def old_kind(data: bytes, name: str) -> str:
    """The suffix of an old-format file ("doc", "wps", "rtf", "odt"). Raises DocumentError for encrypted and foreign files."""
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(b"PK"):
        return "odt"
    if any(mark.encode("utf-16-le") in data for mark in _ENCRYPTED) or _has_password(data):
        raise DocumentError("文件已加密，需要密码才能打开", "请用 Word 或 WPS 输入密码打开，去掉密码后另存为 .docx 再重试")
    suffix = next((s for stream, s in _OLE_KINDS if stream.encode("utf-16-le") in data), "")
    if suffix != ".doc":
        what = {".xls": "这是 Excel 表格，不是文档", ".ppt": "这是 PowerPoint 演示文稿，不是文档"}.get(suffix)
        raise DocumentError(what or "无法识别文件的类型：它不是 Word 文档", _BY_HAND)
    return "wps" if name.lower().endswith(".wps") else "doc"


def _has_password(data: bytes) -> bool:
    """Whether an old Word file is encrypted: the ninth bit of the flags in its header (MS-DOC 2.5.2, FibBase.fEncrypted)."""
    header = next((at for at in range(0, min(len(data), _HEADER_WITHIN), _SECTOR) if data.startswith(_HEADER, at)), None)
    return header is not None and len(data) > header + 11 and bool(data[header + 11] & 1)


def to_docx(data: bytes, kind: str) -> bytes:
    """The same document as .docx. Raises DocumentError where LibreOffice is missing, fails or takes too long."""
    program = _program()
    if program is None:
        raise DocumentError(f"这是旧格式（.{kind}）的文件，本机没有可以转换它的 LibreOffice", _INSTALL)
    with tempfile.TemporaryDirectory(prefix="assistant-convert-") as folder:
        place = Path(folder)
        # LibreOffice opens .wps as another program's format unless it is called what it is.
        source = place / f"in.{'doc' if kind == 'wps' else kind}"
        source.write_bytes(data)
        _run(program, source, place)
        result = place / "out" / "in.docx"
        if not result.is_file():
            raise DocumentError(f"LibreOffice 无法转换这个 .{kind} 文件，它可能已加密或损坏", _BY_HAND)
        return result.read_bytes()


def _program() -> str | None:
    """LibreOffice on the search path, or where its installers put it."""
    return next((p for p in map(shutil.which, _PROGRAMS) if p), None) or next((p for p in _PLACES if Path(p).is_file()), None)


def _run(program: str, source: Path, place: Path) -> None:
    profile = place / "profile"
    settings = _ITEMS.format("".join(_ITEM.format(*setting) for setting in _SETTINGS))
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(settings, encoding="utf-8")
    command = [*_without_network(), program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(place / "out"), str(source)]
    with _started(command, place) as process:
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            raise DocumentError(f"LibreOffice 转换超过 {SECONDS:.0f} 秒，已停止", _BY_HAND) from None


@contextmanager
def _started(command: list[str], place: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command in a process group of its own and leave none of it behind."""
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(command, cwd=place, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    except OSError as error:
        raise DocumentError(f"LibreOffice 无法启动（{error.strerror}）", _BY_HAND) from error
    try:
        yield process
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def _without_network() -> list[str]:
    """A prefix that starts a command without any network, where the system lets an ordinary user do that."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return []
    prefix = [unshare, "--user", "--map-current-user", "--net", "--"]
    allowed = subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0
    return prefix if allowed else []
