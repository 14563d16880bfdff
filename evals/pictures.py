"""Makes the pictures of the README from real output: `make pictures`, which runs `python -m evals.pictures out`.

word.png is the first page of the Word file that `make demo` has left in the folder, as LibreOffice prints it, with Noto's fonts in
the place of those of the standard, which few machines without Word have; review.png the page that `check --output-format html`
makes of docs/pictures/草稿.md; session.svg a terminal in which a project is begun, a section drafted with the embedded model and
the draft checked. Needs soffice, pdftoppm and chromium, and the model's weights.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from evals.terminal import drawn, recorded

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
DRAFT = PICTURES / "草稿.md"
WIDTH, HEIGHT = 1240, 1754  # pixels: an A4 page at 150 dots per inch
WINDOW = 1000  # columns of the browser's window: wide enough for the findings beside the text
FONTS = dict.fromkeys(("仿宋_GB2312", "方正小标宋简体", "楷体_GB2312"), "Noto Serif CJK SC") | {"黑体": "Noto Sans CJK SC"}
PROJECT = "年度总结"
# The commands of the recorded session, and how many lines of each are shown.
SESSION = (
    (f"assistant init {PROJECT}", 10),
    ("assistant facts check facts.yaml", 10),
    ("assistant draft 强化理论武装 -f facts.yaml", 20),
    ("assistant check 草稿.md -f facts.yaml --ignore FA003", 14),
)


def main(run: Path) -> int:
    """Make the pictures; `run` is the folder `make demo` filled. The exit code."""
    report = run / "报告.docx"
    missing = [name for name in ("soffice", "pdftoppm", "chromium") if not shutil.which(name)]
    if missing or not report.exists():
        print(f"not found: {', '.join(missing) or f'{report}: run make demo first'}", file=sys.stderr)
        return 3
    with tempfile.TemporaryDirectory() as folder:
        word_page(report, Path(folder))
        review_page(run / "facts.yaml", Path(folder))
        session(Path(folder))
    for picture in sorted((*PICTURES.glob("*.png"), *PICTURES.glob("*.svg"))):
        print(f"{picture.relative_to(ROOT)}  {picture.stat().st_size // 1000} KB")
    return 0


def word_page(report: Path, folder: Path) -> None:
    """The first page of `report` as word.png."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, report, FONTCONFIG_FILE=_fonts(folder))
    pdf = folder / f"{report.stem}.pdf"
    scale = ("-scale-to-x", WIDTH, "-scale-to-y", HEIGHT)
    _run("pdftoppm", "-png", "-singlefile", *scale, pdf, PICTURES / "word")


def _fonts(folder: Path) -> Path:
    """A configuration of fonts that puts FONTS in the place of those that are named in the file."""
    path = folder / "fonts.conf"
    edit = '<edit name="family" mode="assign" binding="strong"><string>{}</string></edit>'
    test = '<match target="pattern"><test name="family"><string>{}</string></test>{}</match>'
    rules = "".join(test.format(named, edit.format(there)) for named, there in FONTS.items())
    path.write_text(f"<fontconfig><include>/etc/fonts/fonts.conf</include>{rules}</fontconfig>", encoding="utf-8")
    return path


def review_page(facts: Path, folder: Path) -> None:
    """The review page of the flawed draft as review.png."""
    page = folder / "review.html"
    draft = shutil.copy(DRAFT, folder)
    check = ("check", Path(draft).name, "-f", facts.resolve(), "--ignore", "FA003", "--output-format", "html", "-o", page.name)
    _run(sys.executable, "-m", "assistant", *check, "--exit-zero", cwd=folder)
    quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars")
    scale = WIDTH / WINDOW
    sizes = (f"--window-size={WINDOW},{round(HEIGHT / scale)}", f"--force-device-scale-factor={scale}")
    _run("chromium", *quiet, *sizes, f"--user-data-dir={folder / 'chromium'}", f"--screenshot={PICTURES / 'review.png'}", page.as_uri())


def session(folder: Path) -> None:
    """The recorded terminal session as session.svg."""
    shown = []
    place = folder / PROJECT
    for command, count in SESSION:
        lines = recorded(command, place if place.exists() else folder).splitlines()
        shown.append((command, "\n".join(lines[:count] + ["…"] * (len(lines) > count))))
        if not (place / DRAFT.name).exists():
            shutil.copy(DRAFT, place)
            shown.append((f"cd {PROJECT}", ""))
    (PICTURES / "session.svg").write_text(drawn(shown), encoding="utf-8")


def _run(*command: object, cwd: Path | None = None, **more: object) -> None:
    env = os.environ | {name: str(value) for name, value in more.items()}
    subprocess.run([str(part) for part in command], check=True, cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "out")))
