from pathlib import Path

from assistant.config import SETTINGS
from assistant.engines.vendors import VENDORS

PAGE = (Path(__file__).parents[2] / "docs" / "models.md").read_text(encoding="utf-8")


def test_the_page_names_every_vendor_with_its_key_and_every_setting():
    assert [v.name for v in VENDORS.values() if f"`{v.name}:名称`" not in PAGE or v.key not in PAGE] == []
    named = [key for key in SETTINGS if key.startswith(("embedded.", "openai."))]
    assert [key for key in named if key not in PAGE] == ["openai.base_url", "openai.api_key"]
