"""From the user's settings to what a run of the checker needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from assistant.checks.files import Options
from assistant.checks.model import SEVERITIES, Severity
from assistant.checks.outcome import Outcome
from assistant.checks.registry import codes
from assistant.checks.suppress import suppressions
from assistant.config import Config
from assistant.errors import ConfigError


def options_of(config: Config, facts: Path | None) -> Options:
    """The options of a run: settings, the facts file where one is given, the sample library where there is one.

    Raises ConfigError or FactsError (exit code 2) for what cannot be used.
    """
    options = Options(
        select=tuple(config["check.select"]),
        ignore=tuple(config["check.ignore"]),
        severity=_severities(config["check.severity"]),
        suppress=suppressions(config["check.suppress"]),
        samples=_samples(config),
    )
    if facts is None:
        return options
    from assistant.facts.load import load_facts

    return replace(options, facts=load_facts(facts))


def _severities(table: Mapping[str, Any]) -> dict[str, Severity]:
    for name, severity in table.items():
        codes([name])
        if severity not in SEVERITIES:
            raise ConfigError(f"check.severity 中 {name} 的级别 {severity!r} 不能用", f"可用：{'、'.join(SEVERITIES)}")
    return {name.upper(): cast(Severity, severity) for name, severity in table.items()}


def _samples(config: Config) -> Path | None:
    """The store of the sample library, read without its index; None where there is no library."""
    from assistant.samples.versions import library_root

    if not library_root(config).is_dir():
        return None
    from assistant.samples.store import store_in_use

    return store_in_use(config)


def accepted(outcome: Outcome, baseline: str) -> Outcome:
    """The outcome without the findings that the baseline file holds; `baseline` may be empty."""
    if not baseline:
        return outcome
    from assistant.checks.baseline import new_findings, read_baseline

    known = read_baseline(Path(baseline))
    return outcome._replace(files=tuple(replace(file, findings=tuple(new_findings(file, known))) for file in outcome.files))
