"""The question of a preset is left open until its answer is asked for: on the screen, in code and in what is stored."""

import re

import pytest

import bplesson as bp
from bplesson.errors import InputError
from tests.kit.printed import code_of, ran


def said(explorer):
    return re.sub("<[^>]*>", "", explorer._sentence.value)


def dead():
    explorer = bp.ChainExplorer(activations="tanh")
    explorer.preset = "a dead ReLU"
    return explorer


def test_the_answer_is_hidden_with_every_question_and_shown_when_asked_for(capsys):
    explorer = dead()
    question = explorer._question
    assert not question.shown and question.answer.startswith("Node 1") and "Node 1" not in question.value
    explorer.answer()
    assert question.shown and capsys.readouterr().out == f"{question.answer}\n"
    explorer.preset = "a plateau"
    assert not question.shown and question.answer == explorer.presets["a plateau"].answer
    explorer.preset = "your own numbers"
    assert not question.answer
    with pytest.raises(InputError, match="answer: expected a preset"):
        explorer.answer()


def test_the_sentence_says_step_and_sub_step_alone_while_no_answer_is_shown():
    explorer = dead()
    assert said(explorer).startswith("Step 0. Backward:") and "slopes" not in said(explorer)
    explorer.substep_back()
    assert said(explorer).startswith("Step 0. Cost:")
    explorer.phase = "backward"
    assert "slopes" not in said(explorer)
    explorer._question.shown = True  # as the button does
    assert "The slopes at nodes 1 and 2 are 0" in said(explorer)
    explorer._question.shown = False
    assert "slopes" not in said(explorer)


def test_the_sentence_says_all_once_the_state_was_changed():
    explorer = dead()
    explorer.w12 = 1.3
    assert "The slopes at nodes 1 and 2 are 0" in said(explorer)


@pytest.mark.parametrize(
    ("make", "preset", "answers", "open_says"),
    [
        (bp.SlopeExplorer, "it creeps", "creeps", "Step 0."),
        (bp.NudgeExplorer, "far too small", "too small", "The question is open"),
        (bp.TrainingExplorer, "too large a step", "overshoots", "The question is open"),
        (bp.StartExplorer, "coins", "mean(W²)", "The question is open"),
        (bp.DepthExplorer, "tanh, large weights", "slope of tanh", "The question is open"),
    ],
)
def test_no_sentence_answers_the_question_above_it(make, preset, answers, open_says):
    explorer = make()
    explorer.preset = preset
    assert answers not in said(explorer) and said(explorer).startswith(open_says)
    explorer.answer()
    assert answers in said(explorer)


def test_a_question_that_the_sentence_leaves_open_keeps_its_sentence():
    explorer = bp.ChainExplorer()
    explorer.preset = "a first look"
    assert "One step of gradient descent" in said(explorer)


def test_code_begins_with_question_and_answer_as_long_as_they_are_of_its_state():
    explorer = dead()
    text = code_of(explorer)
    asked, answer = explorer.presets["a dead ReLU"].question, explorer.presets["a dead ReLU"].answer
    plain = text.replace("\n#   ", " ")
    assert plain.startswith(f"# Question: {asked}\n# Answer: {answer}\n\nimport numpy as np\n")
    assert max(map(len, text.split("import")[0].splitlines())) <= 88
    ran(explorer)
    explorer.selected = "w12"
    assert code_of(explorer).startswith("# Question")
    explorer.w12 = 0.4
    assert code_of(explorer).startswith("import numpy")


def test_what_is_stored_has_the_question_with_its_answer():
    explorer = dead()
    text, preset = explorer._repr_mimebundle_()["text/plain"], explorer.presets["a dead ReLU"]
    assert text == f"{explorer!r}. Question: {preset.question} Answer: {preset.answer}"
    explorer.w01 = 0.4
    assert explorer._repr_mimebundle_()["text/plain"] == repr(explorer)


def test_back_at_the_start_of_a_question_the_sentence_leaves_it_open_again():
    explorer = dead()
    quiet = said(explorer)
    for back in (explorer.undo, explorer.reset):
        explorer.w12 = 1.3
        assert "The slopes at nodes 1 and 2 are 0" in said(explorer)
        back()
        assert said(explorer) == quiet
