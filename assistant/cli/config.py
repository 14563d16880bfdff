"""`assistant config`: the settings in force."""

from __future__ import annotations

import typer

from assistant.cli.console import out


def register(app: typer.Typer) -> None:
    """Add the command group."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="查看设置")
    group.command()(show)
    group.command()(path)
    app.add_typer(group, name="config")


def show() -> None:
    """显示每项设置的值和来源。例：assistant config show"""
    from assistant.config import SETTINGS, load_config

    config = load_config()
    for key, setting in SETTINGS.items():
        out(f"{key} = {config.shown(key) or '（空）'}    # {config.source(key)}；{setting.help}")


def path() -> None:
    """显示设置文件、数据和模型所在的位置。例：assistant config path"""
    from assistant import paths

    project = paths.project_dir()
    missing = "（当前文件夹及上级没有 assistant.toml，可用 assistant init 建立）"
    out(f"项目设置：{project / paths.PROJECT_FILE if project else missing}")
    out(f"用户设置：{paths.user_config_file()}")
    out(f"数据：{paths.home()}")
    out(f"模型：{paths.cache()}")
