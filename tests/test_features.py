"""Every scenario in features/, run against the pure core."""

from __future__ import annotations

from pathlib import Path

from pytest_bdd import scenarios

STEPS = {path.stem for path in Path(__file__).parent.glob("steps/[a-z]*.py")} - {"words"}
pytest_plugins = sorted(f"tests.steps.{steps}" for steps in STEPS)

scenarios("../features")
