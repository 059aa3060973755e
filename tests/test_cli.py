"""The command line as other tools and people use it."""

import io
import json
import runpy
import sqlite3
import sys
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

import recorded
from model_server import Body, last_of, serving
from trainer import cli
from trainer.core.script import Trainees
from trainer.drafting.parts import PARTS
from trainer.drafting.plan import Plan
from trainer.drafting.writing import CALLS
from trainer.engines.embedded import weights

GOOD = {
    "language": "en",
    "scenario": None,
    "turns": [
        {"speaker": "citizen", "text": "I have been here three times and nobody helps me."},
        {"speaker": "trainee", "text": "Good morning. Three times, no wonder you are angry."},
        {"speaker": "citizen", "text": "Exactly."},
        {"speaker": "trainee", "text": "I am sorry about that. What happened the last time?"},
    ],
}

ONCE = cache(weights.load)
"""Each command begins anew; the trained weights are read once for all."""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path):
    monkeypatch.setenv("TRAINER_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("TRAINER_EMBEDDINGS", "false")
    monkeypatch.setattr(weights, "load", ONCE)

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["trainer", *words])
        try:
            cli.main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "talk.json"
    path.write_text(json.dumps(GOOD), "utf-8")
    return path


def test_it_runs_as_a_module_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["trainer", "--help"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("trainer", run_name="__main__")
    assert ended.value.code == 0 and "simulate" in capsys.readouterr().out


def test_an_account_whose_coach_nobody_knows_is_not_made(
    run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def add(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO("vier blauwe eenden\n"))
        return run("user", "add", "Sanne", "sanne", *words)

    code, _, err = add("--coach", "nobody")
    assert code == 1 and "--coach is 'nobody'; nobody signs in with that name" in err
    assert add()[0] == 0


def test_a_grade_has_the_shape_that_others_rely_on(run, talk: Path) -> None:
    code, out, _ = run("grade", str(talk), "--json")
    found = json.loads(out)
    assert code == 0
    assert set(found) == {"file", "language", "rubric", "engine", "dimensions", "criteria"}
    assert set(found["dimensions"]) == {"tone", "empathy", "completeness"}
    assert len(found["criteria"]) == 10
    assert found["dimensions"]["completeness"] == {"score": None, "band": None}
    felt = found["criteria"]["acknowledges-feelings"]
    assert set(felt) == {"level", "band", "reason", "by", "quotes"}
    for quote in felt["quotes"]:
        assert quote["text"] in GOOD["turns"][quote["turn"]]["text"]


def test_reading_names_moves_by_turn(run, talk: Path) -> None:
    code, out, _ = run("read", str(talk), "--json")
    turns = json.loads(out)["turns"]
    assert code == 0
    assert [turn["turn"] for turn in turns] == [1, 3]
    assert "greets" in {move["id"] for move in turns[0]["moves"]}


def test_a_bad_file_is_one_sentence_and_the_others_are_graded(run, talk: Path) -> None:
    bad = talk.with_name("bad.json")
    bad.write_text("{not json", "utf-8")
    code, out, err = run("grade", str(bad), str(talk), "--json")
    assert code == 1
    assert [json.loads(line)["file"] for line in out.splitlines()] == [str(talk)]
    assert len(err.strip().splitlines()) == 1
    assert str(bad) in err
    assert "Traceback" not in err


def test_an_unknown_scenario_is_graded_without_its_checklist(run, talk: Path) -> None:
    talk.write_text(json.dumps({**GOOD, "scenario": "no-such-case"}), "utf-8")
    code, out, err = run("grade", str(talk), "--json")
    assert code == 0
    assert json.loads(out)["criteria"]["explains"]["level"] is None
    assert "no-such-case" in err


@pytest.mark.parametrize("trainee", ["skilled", "poor"])
def test_a_simulation_prints_the_talk_and_its_grade(run, trainee: str) -> None:
    words = ["simulate", "angry-resident", "--trainee", trainee, "--json", "--language", "da"]
    code, out, _ = run(*words)
    found = json.loads(out)
    assert code == 0
    assert found["turns"][0]["speaker"] == "citizen"
    assert len(found["moods"]) == 1 + sum(t["speaker"] == "trainee" for t in found["turns"])
    assert set(found["assessment"]["dimensions"]) == {"tone", "empathy", "completeness"}
    assert run(*words)[1] == out


def test_a_list_of_messages_can_be_played(run, tmp_path: Path) -> None:
    path = tmp_path / "messages.yaml"
    path.write_text("- Goedemorgen, wat is er gebeurd?\n- Wat vervelend.\n", "utf-8")
    code, out, _ = run("simulate", "angry-resident", "--trainee", str(path), "--json")
    said = [t["text"] for t in json.loads(out)["turns"] if t["speaker"] == "trainee"]
    assert (code, said) == (0, ["Goedemorgen, wat is er gebeurd?", "Wat vervelend."])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("simulate", "no-such-case"), "no-such-case"),
        (("simulate", "angry-resident", "--language", "fr"), "--language is 'fr'"),
        (("simulate", "angry-resident", "--level", "brutal"), "--level is 'brutal'"),
        (("simulate", "angry-resident", "--trainee", "/no/such/file.yaml"), "file.yaml"),
        (("user", "add", "A", "a", "--role", "king"), "--role is 'king'"),
        (("serve",), "TRAINER_SECRET needs at least 32 characters"),
        (("grade", "/no/such/talk.json"), "cannot be read"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(run, words: tuple[str, ...], says: str) -> None:
    code, out, err = run(*words)
    assert code == 1
    assert says in err
    assert "Traceback" not in err
    assert out == ""


def test_a_weak_secret_is_refused(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAINER_SECRET", "x" * 40)
    assert "TRAINER_SECRET" in run("serve")[2]


def test_no_reviews_yet_is_said_in_words(run) -> None:
    code, out, _ = run("report", "agreement")
    assert code == 0
    assert "No coach has reviewed" in out


def test_broken_content_is_told_all_at_once(
    run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    content = tmp_path / "content"
    (content / "scenarios" / "broken").mkdir(parents=True)
    (content / "rubrics" / "moves").mkdir(parents=True)
    (content / "scenarios" / "broken" / "scenario.yaml").write_text("id: broken\nid: twice\n")
    monkeypatch.setenv("TRAINER_CONTENT", str(content))
    code, _, err = run("check", "--no-play")
    assert code == 1
    assert "Traceback" not in err
    assert "scenario.yaml:2" in err


@pytest.fixture
def content(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return a copy of the content in which one case stands."""
    root = Path(__file__).parents[1]
    copy = tmp_path / "content"
    (copy / "scenarios").mkdir(parents=True)
    (copy / "rubrics").symlink_to(root / "rubrics")
    for path in (root / "scenarios").iterdir():
        if path.is_file() or path.name == "angry-resident":
            (copy / "scenarios" / path.name).symlink_to(path)
    monkeypatch.setenv("TRAINER_CONTENT", str(copy))
    return copy


def test_a_brief_becomes_a_skeleton_and_nothing_is_overwritten(
    run, content: Path, tmp_path: Path
) -> None:
    brief = tmp_path / "brief.md"
    brief.write_text("# De gesloten brug\n\nEen schipper wacht al drie weken.\n", "utf-8")

    code, out, err = run("draft", str(brief), "--language", "nl")

    folder = content / "scenarios" / "de-gesloten-brug"
    assert (code, err) == (0, "")
    assert len(list(folder.iterdir())) == 7
    assert "title is not written yet" in out
    assert "trainer check de-gesloten-brug" in out
    before = {path: path.read_bytes() for path in folder.iterdir()}
    code, out, err = run("draft", str(brief))
    assert (code, out) == (1, "")
    assert "is there already" in err
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.slow
def test_a_brief_becomes_a_case_over_a_server(
    run, content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = {kind.__name__: kind for kind in (Plan, Trainees, *(part.model for part in PARTS))}

    def says(body: Body) -> str:
        form = body["response_format"]["json_schema"]
        return json.dumps(recorded.answer(kinds[form["name"]], last_of(body)), ensure_ascii=False)

    brief = tmp_path / "brief.md"
    brief.write_text("# De straat\n\nMevrouw Aydin, BSN 123456782, wacht al weken.\n", "utf-8")
    with serving(says) as server:
        monkeypatch.setenv("TRAINER_MODEL", "openai:any")
        monkeypatch.setenv("TRAINER_MODEL_URL", server.url)
        code, out, err = run("draft", str(brief), "--name", "open-street")
        assert not any("Aydin" in p or "123456782" in p for p in server.prompts)

    written = {
        path.name: path.read_text("utf-8") for path in (content / "scenarios/open-street").iterdir()
    }
    assert (code, err) == (0, "")
    assert len(written) == 7 and "\nstatus: draft\n" in written["scenario.yaml"]
    assert f"{CALLS} answers" in out and "tokens in" in out
    assert "TODO" not in out and "has to check" in out


def test_more_lines_without_a_model_are_places_to_write(run, content: Path) -> None:
    code, out, _ = run("draft", "--lines", "angry-resident", "--language", "da")
    path = content / "scenarios" / "angry-resident.more.da.yaml"
    assert code == 0
    assert str(path) in out
    assert "now" in path.read_text("utf-8")
    code, _, err = run("draft", "--lines", "angry-resident", "--language", "da")
    assert code == 1
    assert "is there already" in err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("draft",), "name a brief"),
        (("draft", "x.md", "--lines", "angry-resident"), "name a brief"),
        (("draft", "/no/such/brief.md"), "cannot be read"),
        (("draft", "--lines", "no-such-case"), "no-such-case"),
        (("check", "no-such-case"), "no-such-case"),
    ],
)
def test_what_cannot_be_drafted_is_one_sentence(
    run, content: Path, words: tuple[str, ...], says: str
) -> None:
    code, out, err = run(*words)
    assert code == 1
    assert says in err
    assert "Traceback" not in err
    assert out == ""


def test_what_is_past_its_time_goes_and_the_log_says_so(run, tmp_path: Path) -> None:
    assert "nothing was removed" in run("retain", "--dry-run")[1]
    assert "0 rows, whole" in run("audit", "verify")[1]
    assert "the audit log says so" in run("retain")[1]
    code, said, _ = run("audit", "verify")
    assert code == 0 and said.startswith("1 rows, whole")
    head = said.split()[-1]
    assert run("audit", "verify", "--noted", head)[0] == 0
    code, _, err = run("audit", "verify", "--noted", "f" * 64)
    assert code == 1 and "is not in it" in err
    with closing(sqlite3.connect(tmp_path / "var" / "oefenbalie.db")) as store, store:
        store.execute("UPDATE audit SET thing = '9/9/9'")
    code, _, err = run("audit", "verify")
    assert code == 1 and "row 1 was changed" in err
