"""Makes the pictures of the README from real output: `python evals/pictures.py out` after `make demo`.

word.png is the first page of the generated Word file as LibreOffice prints it, review.png the page that
`check --output-format html` makes of docs/pictures/草稿.md. Needs soffice, pdftoppm and chromium.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
DRAFT = PICTURES / "草稿.md"
WIDTH, HEIGHT = 620, 877  # pixels: an A4 page at 75 dots per inch


def main(run: Path) -> None:
    """Make both pictures; `run` is the folder `make demo` filled."""
    with tempfile.TemporaryDirectory() as folder:
        word_page(run / "报告.docx", Path(folder))
        review_page(run / "facts.yaml", Path(folder))
    for picture in sorted(PICTURES.glob("*.png")):
        print(f"{picture.relative_to(ROOT)}  {picture.stat().st_size // 1000} KB")


def word_page(report: Path, folder: Path) -> None:
    """The first page of `report` as word.png."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    _run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, report)
    pdf = folder / f"{report.stem}.pdf"
    scale = ("-scale-to-x", WIDTH, "-scale-to-y", HEIGHT)
    _run("pdftoppm", "-png", "-singlefile", *scale, pdf, PICTURES / "word")


def review_page(facts: Path, folder: Path) -> None:
    """The review page of the flawed draft as review.png."""
    page = folder / "review.html"
    draft = shutil.copy(DRAFT, folder)
    check = ("check", Path(draft).name, "-f", facts.resolve(), "--ignore", "FA003", "--output-format", "html", "-o", page.name)
    _run(sys.executable, "-m", "assistant", *check, "--exit-zero", cwd=folder)
    quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars")
    sizes = (f"--window-size={WIDTH},{HEIGHT}", f"--user-data-dir={folder / 'chromium'}")
    _run("chromium", *quiet, *sizes, f"--screenshot={PICTURES / 'review.png'}", page.as_uri())


def _run(*command: object, cwd: Path | None = None) -> None:
    subprocess.run([str(part) for part in command], check=True, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "out"))
