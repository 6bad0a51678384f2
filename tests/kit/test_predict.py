"""Predictions before the step: it waits for a guess, judges it by what the step does, and keeps count."""

from itertools import pairwise

import pytest

import bplesson as bp
from bplesson.kit.record import Record

MAKERS = [bp.SlopeExplorer, bp.ChainExplorer, bp.LayersExplorer]
KINDS = ["cost", "direction", "landing"]


@pytest.fixture(autouse=True)
def kept(monkeypatch):
    """A record of its own for every test."""
    own = Record()
    monkeypatch.setattr("bplesson.kit.predict.RECORD", own)
    return own


def said(explorer) -> str:
    return explorer._sentence.value


def right_answer(explorer):
    """What the next step does, by its own result."""
    name = explorer._prediction.weight
    k = explorer.names.index(name)
    if explorer.predict == "landing":
        return explorer.after[k]
    if explorer.predict == "direction":
        return "larger" if explorer.after[k] > getattr(explorer, name) else "smaller"
    return "falls" if explorer._cost_at(explorer.after) < explorer.cost else "rises"


WRONG = {"falls": "rises", "rises": "falls", "larger": "smaller", "smaller": "larger"}


@pytest.mark.parametrize("make", MAKERS)
def test_the_step_waits_for_a_guess_and_nothing_on_the_screen_gives_it_away(make, subtests):
    for kind in KINDS:
        with subtests.test(kind):
            explorer = make(predict=kind)
            for move in (explorer.step, explorer.step):
                move()
            assert explorer.t == 0 and "The step waits for your guess" in said(explorer)
            assert explorer._prediction.asked in said(explorer) and explorer._prediction.asked in repr(explorer)
            assert not any(word in said(explorer) for word in ("takes the cost", "overshoots", "creeps"))
            assert "leads to" not in explorer._says() and "new-w01" not in shown_after(explorer)
            explorer.pass_over()
            assert explorer.t == 1 and explorer.tally == (0, 0)


def shown_after(explorer) -> list[str]:
    """What the diagram shows of the weights one step on."""
    explorer.phase = "update"
    words = explorer._filling()[0].words
    explorer.phase = explorer.rest
    return [name for name in words if name.startswith("new-") and words[name]]


@pytest.mark.parametrize("make", MAKERS)
def test_right_and_wrong_are_told_counted_and_kept(make, subtests, kept):
    for kind in KINDS:
        with subtests.test(kind):
            explorer = make(predict=kind)
            explorer.guess(right_answer(explorer))
            assert explorer.t == 1 and explorer.tally == (1, 1)
            assert "✓ Right" in said(explorer) and "1 of 1 right" in said(explorer)
            answer = right_answer(explorer)
            explorer.guess(WRONG.get(answer, 2.5))
            assert explorer.t == 2 and explorer.tally == (1, 2)
            assert "✗ Not" in said(explorer) and "1 of 2 right" in said(explorer)
            last = [(each.skill, each.kind, each.ok) for each in kept.attempts[-2:]]
            assert last == [(kind, "prediction", True), (kind, "prediction", False)]


def test_a_verdict_ends_with_why_it_came_so():
    def told(explorer, answer) -> str:
        explorer.guess(answer)
        return explorer._prediction.told

    def on_parabola(kind, eta=0.1):
        return bp.SlopeExplorer(curve=bp.parabola(a=4.0), w=-1.0, eta=eta, predict=kind)

    def on_chain(eta):
        return bp.ChainExplorer([3, -1, 2], x=0.5, y=-1, eta=eta, predict="cost")

    assert "it gets larger, against the sign of its derivative, −8.00." in told(on_parabola("direction"), "smaller")
    landing = told(on_parabola("landing"), 0.0)
    assert "The step leads to w = −0.200, which is −1.00 − 0.100 · (−8.00): off by 0.200" in landing
    assert "each by −η times its own derivative: off by" in told(bp.ChainExplorer(predict="landing"), (0.0, 0.0))
    assert "It fell, from 2.00 to 0.385: against the slope it goes downhill" in told(on_chain(0.05), "falls")
    rose = told(on_parabola("cost", eta=0.55), "falls")
    assert "It rose, from 8.00 to 11.5: the step is too long. With η = 0.280 the cost would fall to 0.115." in rose
    assert "the step is not taken. With η = 0.780 the cost would fall" in told(on_chain(50), "falls")


@pytest.mark.parametrize(("sign", "told"), [(-1, "It rose, from 2.00 to "), (0.5, "It fell, from 2.00 to ")])
def test_of_a_step_by_wrong_derivatives_no_reason_is_given_that_holds_for_right_ones(sign, told):
    def wrong(weights, x0, y):
        return [sign * g.item() for g in bp.Network.chain(weights).backward(x0, y).gradients]

    explorer = bp.ChainExplorer([3, -1, 2], x=0.5, y=-1, eta=0.05, backward=wrong, predict="cost")
    explorer.guess("falls")
    assert told in said(explorer) and "downhill" not in said(explorer) and "too long" not in said(explorer)


def test_without_predictions_there_is_nothing_of_them():
    explorer = bp.ChainExplorer()
    assert explorer._prediction._row is None and not explorer._buttons["play"].disabled
    explorer.step()
    assert explorer.t == 1 and "guess" not in said(explorer) and "next step:" not in repr(explorer)
    with pytest.raises(bp.InputError, match="guess: expected an explorer that asks"):
        explorer.guess("falls")
    explorer.predict = "cost"
    assert explorer._prediction._row in explorer.view.children
    explorer.predict = ""
    assert explorer._prediction._row.layout.display == "none"


@pytest.mark.parametrize(
    ("kind", "answer"),
    [("cost", "up"), ("cost", 1), ("cost", None), ("direction", "falls"), ("landing", "falls"), ("landing", (1, 2, 3)),
     ("landing", float("nan")), ("landing", (1, "a")), ("sums", 1)],
)  # fmt: skip
def test_a_guess_of_the_wrong_kind_is_named_and_no_step_is_taken(kind, answer):
    with pytest.raises(bp.InputError, match="expected"):
        explorer = bp.ChainExplorer(predict=kind)
        try:
            explorer.guess(answer)
        finally:
            assert explorer.t == 0 and explorer.tally == (0, 0)


def test_the_one_weight_of_a_curve_lands_at_one_number():
    with pytest.raises(bp.InputError, match="guess: expected one number for w, got"):
        bp.SlopeExplorer(predict="landing").guess((0.4, -1))


def test_a_landing_is_right_within_a_tenth_of_the_step_or_a_hundredth_of_the_axis():
    for off, right in ((0.079, 1), (0.081, 0)):  # a step of 0.4 on an axis of 8
        explorer = bp.SlopeExplorer(predict="landing")
        explorer.guess(-0.6 + off)
        assert explorer.tally == (right, 1) and "up to 0.0800 is near enough" in said(explorer)
    for off, right in ((0.19, 1), (0.21, 0)):  # a step of 2
        explorer = bp.SlopeExplorer(eta=1.0, predict="landing")
        explorer.guess(1 - off)
        assert explorer.tally == (right, 1)
    explorer = bp.ChainExplorer(predict="landing")
    explorer.guess((explorer.after[1] + 0.03, explorer.after[2] - 0.04))  # 0.05 away, on axes of 6
    assert explorer.tally == (1, 1) and "off by 0.05" in said(explorer)


def test_where_no_step_is_taken_there_is_a_right_answer_too_and_it_is_asked_for_once():
    still, far = {"w": 1.0}, {"curve": lambda w: -(w**4), "w": 100.0, "eta": 2.5}
    for state, kind, answer in (
        (still, "cost", "stays"), (still, "direction", "stays"), (still, "landing", 1.0),
        (far, "direction", "larger"), (far, "landing", 100 + 2.5 * 4e6),
    ):  # fmt: skip
        explorer = bp.SlopeExplorer(**state, predict=kind)
        explorer.guess(answer)
        assert explorer.tally == (1, 1) and explorer.t == 0, (kind, answer, said(explorer))
        assert explorer._prediction.asked == "" and "1 of 1 right" in said(explorer)
        with pytest.raises(bp.InputError, match="has not been taken yet"):
            explorer.guess(answer)
    explorer = bp.ChainExplorer(weights=[1e3, 1e3, 1e3], eta=1.0, predict="cost")
    assert explorer.status == "diverged"
    explorer.guess("rises")
    assert explorer.tally == (1, 1) and "beyond all bounds" in said(explorer)
    explorer.eta = 1e-13
    assert explorer._prediction.asked  # with another learning rate it is another step


def test_a_step_where_the_curve_ends_is_no_step():
    explorer = bp.SlopeExplorer(lambda w: w**0.5, w=0.01, eta=1.0, predict="cost")
    assert explorer.status == "undefined"
    explorer.guess("stays")
    assert explorer.tally == (1, 1) and "no step can be taken" in said(explorer)


def test_parts_of_a_step_are_free_up_to_the_update():
    explorer = bp.ChainExplorer(predict="cost")
    explorer.phase = "forward"
    for phase in ("cost", "backward", "backward"):
        explorer.substep()
        assert explorer.phase == phase and explorer.t == 0
    explorer.guess("falls")
    assert explorer.t == 1 and explorer.phase == "backward"
    explorer.substep_back()
    explorer.substep_back()
    explorer.substep_back()
    assert explorer.t == 0 and explorer.phase == "update" and explorer._prediction.asked == ""


def test_a_step_that_is_known_is_not_asked_for_again():
    explorer = bp.ChainExplorer(predict="cost")
    explorer.guess("falls")
    explorer.guess("falls")
    explorer.t = 0
    assert explorer._prediction.asked == "" and "takes the cost" in said(explorer)
    explorer.step()
    explorer.step()
    explorer.step()
    assert explorer.t == 2 and explorer.tally == (2, 2) and explorer._prediction.asked


def test_the_count_stays_until_a_preset_another_network_or_a_reset():
    explorer = bp.ChainExplorer(predict="cost")

    def counted():
        explorer.guess(right_answer(explorer))
        return explorer.tally

    assert counted() == (1, 1)
    explorer.w12 = 1.0
    assert counted() == (2, 2)
    explorer.new_start()
    assert counted() == (3, 3)
    for clear in (
        explorer.reset,
        lambda: setattr(explorer, "preset", "no error"),
        lambda: setattr(explorer, "activations", "tanh"),
        lambda: setattr(explorer, "predict", "direction"),
    ):
        clear()
        assert explorer.tally == (0, 0) and explorer.predict and "You said" not in said(explorer)
        explorer.w01 += 0.5
        assert counted() == (1, 1)


def test_a_click_is_a_guess_and_moves_no_weight_until_the_step():
    for make, click in ((bp.SlopeExplorer, lambda e: e._clicked(0.4)), (bp.ChainExplorer, lambda e: e._on_curve(0.4)),
                        (bp.ChainExplorer, lambda e: e._clicked(0.1, 0.4))):  # fmt: skip
        explorer = make(predict="landing")
        before = explorer._point()
        click(explorer)
        assert explorer._point() == before and explorer.t == 0 and "Your guess" in said(explorer)
        panel = explorer._panel if make is bp.SlopeExplorer else explorer._plots.curve
        assert panel.guess.line.get_visible() and panel.guess.line.get_xdata()[0] == 0.4
        explorer.step()
        assert explorer.t == 1 and explorer.tally[1] == 1 and panel.guess.line.get_visible()
        assert explorer._prediction._box.text == ""
    assert explorer._plots.surface.guess.cross.get_visible()
    explorer.w01 = 1.0
    assert not panel.guess.line.get_visible() and "You said" not in said(explorer)


def test_what_is_typed_is_a_guess_for_the_weight_in_question_alone():
    explorer = bp.ChainExplorer(predict="landing", select="w01")
    explorer._prediction._box.text = "0,4"
    assert "w₀₁ = 0.400" in said(explorer)
    explorer.selected = "w12"
    assert "Your guess" not in said(explorer) and "w₁₂ land?" in said(explorer)
    explorer._prediction._box.text = "a half"
    assert "That cannot be done" in said(explorer)
    explorer._prediction._box.text = "-1.17"
    explorer._prediction._row.children[1].click()
    assert explorer.t == 1 and explorer.tally == (1, 1)


def test_a_step_by_derivatives_of_ones_own_is_judged_as_it_goes():
    def uphill(weights, x0, y):
        values = [x0]
        for w in weights:
            values.append(w * values[-1])
        delta, gradients = values[-1] - y, []
        for w, value in zip(reversed(weights), reversed(values[:-1])):
            gradients.insert(0, -delta * value)
            delta *= w
        return gradients

    explorer = bp.ChainExplorer(predict="cost", backward=uphill)
    assert "Your function" in said(explorer) and "climbs" not in said(explorer)
    explorer.guess("rises")
    assert explorer.tally == (1, 1)


def test_it_does_not_play_while_it_asks():
    explorer = bp.ChainExplorer(predict="cost")
    assert explorer._buttons["play"].disabled
    with pytest.raises(bp.InputError, match="play: expected predict = ''"):
        explorer.play()


def test_a_moving_picture_of_the_path_leaves_the_questions(tmp_path):
    explorer = bp.SlopeExplorer(predict="cost")
    explorer.save(tmp_path / "path.gif", steps=5)
    assert explorer.t == 0 and explorer._prediction.asked


def test_the_guesses_are_below_the_sentence_and_close_with_the_explorer():
    explorer = bp.LayersExplorer(predict="landing")
    children = explorer.view.children
    assert (explorer._sentence, explorer._prediction._row) in list(pairwise(children))
    explorer.predict = "direction"
    words = [each.description for each in explorer._prediction._row.children]
    assert words == ["smaller", "larger", "stays", "pass"]
    explorer.close()
    assert explorer._prediction._row.comm is None


def test_the_weight_in_question_is_marked_on_the_diagram():
    for explorer in (bp.ChainExplorer(predict="direction"), bp.LayersExplorer(predict="direction")):
        name = explorer._prediction.weight
        assert explorer._diagram.filling["marks"][f"line-{name}"] == "missing" and explorer.selected == ""
        explorer.guess("larger")
        explorer.predict = "cost"
        assert "missing" not in explorer._diagram.filling["marks"].values()


def test_pass_tells_what_the_step_did_and_keeps_the_score():
    explorer = bp.SlopeExplorer(predict="cost")
    explorer.guess("falls")
    explorer.pass_over()
    assert "Passed: the cost went from " in explorer._sentence.value and "1 of 1 right" in explorer._sentence.value
