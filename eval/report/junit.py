"""The gate as JUnit's XML, which build servers show: one test case a question, and one a measure.

    <testsuite name="examples">
      <testcase classname="examples" name="q01"/>
      <testcase classname="examples.measures" name="right"><failure type="regression" …/></testcase>

There is no standard of the format; this keeps to what all readers of it share (the schema of the Ant task).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET

from eval.gate import Finding, Gated
from eval.report.figures import figure, in_order, signed

# All that XML 1.0 can't hold, and the marks of writing direction, which make a log read other than it is.
_UNFIT = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def junit_xml(gated: Gated, rows: Iterable[Mapping[str, Any]], set_name: str = "eval") -> str:
    """The report of a gate over `rows` of answers.jsonl (or scores.jsonl) of the set `set_name`; always well-formed.

    Broken promises and errors fail their questions; regressions and missed floors fail their measures.
    """
    on_question: dict[str, list[Finding]] = {str(row["id"]): [] for row in rows}
    changes = {change.name: change for change in gated.comparison.measures} if gated.comparison else {}
    on_measure: dict[str, list[Finding]] = {name: [] for name in changes}
    for finding in gated.findings:
        found, name = (on_measure, finding.measure) if finding.question is None else (on_question, finding.question)
        found.setdefault(name, []).append(finding)
    suite = ET.Element("testsuite", name=_fit(set_name))
    for name, findings in on_question.items():
        _case(suite, set_name, name, findings)
    for name in in_order(on_measure):
        case = _case(suite, f"{set_name}.measures", name, on_measure[name])
        if name in changes:
            one = changes[name]
            moved = f"{figure(one.before)} to {figure(one.after)} ({signed(one.difference.value)}): {one.verdict}"
            ET.SubElement(case, "system-out").text = _fit(f"{moved}, over {one.pairs} questions")
    _count(suite)
    suites = ET.Element("testsuites", {key: suite.attrib[key] for key in ("tests", "failures", "errors")})
    suites.append(suite)
    ET.indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(suites, encoding="unicode")}\n'


def _case(suite: ET.Element, classname: str, name: str, findings: Sequence[Finding]) -> ET.Element:
    case = ET.SubElement(suite, "testcase", classname=_fit(classname), name=_fit(name))
    if findings:
        # Readers of the format show one failure a case: more than one finding share it.
        kinds = " ".join(dict.fromkeys(finding.kind for finding in findings))
        failure = ET.SubElement(case, "failure", type=kinds, message=_fit("; ".join(one.what for one in findings)))
        failure.text = _fit("\n".join(f"{one.what}\n{one.accept}" for one in findings))
    return case


def _count(suite: ET.Element) -> None:
    suite.set("tests", str(len(suite.findall("testcase"))))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", "0")


def _fit(text: str) -> str:
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)
