"""What docs/teaching.md says of the lessons is what the lessons say, and its mistakes are those that are named."""

import re
from pathlib import Path

import pytest
import yaml

from bplesson.practice.mistakes import MISTAKES
from tools.build_notebooks import LESSONS, ROOT

PAGE = (ROOT / "docs" / "teaching.md").read_text(encoding="utf-8")
VALUES = ROOT / "docs" / "zero-to-jupyterhub.yaml"
ROW = re.compile(r"(?m)^\| ([^|]*) \| (\d+) \|[^|]*\|[^|]*\|$")
MINUTES = re.compile(r"(?m)^## (.*)\n\n\*(?:About )?(\d+) minutes?")


def told(number: int) -> str:
    """What the page says of that lesson: all up to the next one."""
    return re.split(r"(?m)^\*\*Lesson (\d):.*$", PAGE.split("\n## Three plans")[0])[2 * number]


@pytest.mark.parametrize("path", sorted(LESSONS.glob("0[1-7]*.md")), ids=lambda path: path.stem)
def test_the_page_has_every_part_of_a_lesson_with_its_minutes(path):
    said = MINUTES.findall(path.read_text(encoding="utf-8"))
    assert ROW.findall(told(int(path.name[:2]))) == said and len(said) > 3


def test_every_mistake_that_is_to_be_expected_is_one_of_the_catalogue():
    named = set(re.findall(r"\b[A-Z]\d\d?\b", PAGE.split("\n## Three plans")[0]))
    assert len(named) > 50 and named <= set(MISTAKES)


def test_each_plan_takes_its_90_minutes():
    plans = PAGE.split("## Three plans of 90 minutes")[1].split("\n## ")[0].split("| minutes | what |")[1:]
    assert [sum(map(int, re.findall(r"(?m)^\| (\d+) \|", plan))) for plan in plans] == [90, 90, 90]


def test_a_server_of_the_cluster_is_promised_what_a_learner_needs():
    server = yaml.safe_load(VALUES.read_text(encoding="utf-8"))["singleuser"]
    needed = int(re.search(r"(\d+) MB a learner", PAGE)[1])
    assert needed < int(server["memory"]["guarantee"].removesuffix("M")) and server["memory"]["limit"] == "1G"
    assert server["extraEnv"]["OPENBLAS_NUM_THREADS"] == "1" and Path(VALUES).name in PAGE
