"""A build server's report parses, counts right, and fails exactly the questions and measures that the gate found."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from eval.gate import Gated, gate
from eval.report.junit import junit_xml
from tests.eval.making import FAILED, answered, cite, said
from tests.eval.report.runs import ANSWER, ASKED, PLAIN, finished, gated_pair, good_run


def parsed(gated: Gated, rows: Iterable[Mapping[str, Any]]) -> ET.Element:
    """The suite of a report."""
    suite = ET.fromstring(junit_xml(gated, rows, "made")).find("testsuite")  # noqa: S314  # our own text
    assert suite is not None
    return suite


def test_counts_agree_with_what_is_there(tmp_path: Path) -> None:
    """One case a question and one a measure, and as many failures as are counted."""
    run, gated = gated_pair(tmp_path)
    suite = parsed(gated, run.rows())
    assert gated.comparison is not None
    assert int(suite.attrib["tests"]) == len(suite.findall("testcase")) == 3 + len(gated.comparison.measures)
    assert int(suite.attrib["failures"]) == len(suite.findall("testcase/failure")) == 1
    assert suite.attrib["errors"] == "0"


def test_a_missed_floor_fails_its_measure(tmp_path: Path) -> None:
    """Questions are not blamed for it."""
    run, gated = gated_pair(tmp_path)
    failed = [case.attrib for case in parsed(gated, run.rows()) if case.find("failure") is not None]
    assert failed == [{"classname": "made.measures", "name": "right"}]


def test_broken_promises_and_errors_fail_their_questions(tmp_path: Path) -> None:
    """Two findings on one question are one failure that tells both."""
    altered = cite(PLAIN, ANSWER, quote="The truce lasts 90 days.")
    run = finished(tmp_path / "a", ASKED[:2], [answered(said("It lasts 30 days.", altered)), FAILED])
    suite = parsed(gate(run, good_run(tmp_path / "b")), run.rows("scores.jsonl"))
    types = {
        case.attrib["name"]: failure.attrib["type"] for case in suite if (failure := case.find("failure")) is not None
    }
    assert types["q1"] == "promise"
    assert types["q2"] == "error"
    told = next(case for case in suite if case.attrib["name"] == "q1").findtext("failure") or ""
    assert "quote found" in told
    assert "quote altered" in told


def test_an_empty_run_is_an_empty_suite(tmp_path: Path) -> None:
    """No question, no case, no failure."""
    suite = parsed(gate(finished(tmp_path, [], []), None), [])
    assert (suite.attrib["tests"], suite.attrib["failures"], len(suite)) == ("0", "0", 0)
