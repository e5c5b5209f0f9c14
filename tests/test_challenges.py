"""The boss challenges can be done, and are not given away: each with a run that does it, and runs that do not."""

from course_lib.labs import TrainingLab, challenge


def spirals(**settings):
    return TrainingLab("spirals", **dict(noise=0.05, layers=(2, 8, 4, 1), learning_rate=1.0, momentum=0.9) | settings)


def test_the_spirals_can_be_won_with_twelve_units():
    lab = spirals()
    assert "more than 95% are needed" in challenge("spirals", lab).text
    lab.tick(6000)
    assert "✓ spirals: done! With 12 hidden units, at step 6000" in challenge("spirals", lab).text


def test_the_spirals_are_not_won_with_more_units_less_noise_or_few_points():
    assert "you have 13 hidden units" in challenge("spirals", spirals(layers=(2, 8, 5, 1))).text
    for easier in (dict(noise=0.0), dict(m=100), dict(dataset="blobs")):
        lab = TrainingLab(**dict(dataset="spirals", noise=0.05) | easier)
        assert "at least 300 points" in challenge("spirals", lab).text


def test_dead_units_can_be_killed_and_revived_in_one_run():
    lab = TrainingLab("circles", layers=(2, 8, 1), activation="relu", learning_rate=12.0)
    assert "kill half of them first" in challenge("revive", lab).text
    lab.tick(30)
    lab.set(learning_rate=0.3)
    lab.tick(300)
    assert "still dead" in challenge("revive", lab).text  # training alone does not help: there is no slope
    lab.set(activation="linear", learning_rate=1.0)
    lab.tick(200)
    while "✓" not in challenge("revive", lab.set(activation="relu")).text:
        assert lab.record.step < 10_000
        lab.set(activation="linear")
        lab.tick(200)
    lab.set(activation="tanh")
    assert "should be ReLU again" in challenge("revive", lab).text


def test_a_diverged_run_wants_the_tensor_that_went_first():
    lab = TrainingLab("moons", activation="relu", learning_rate=1e4, layers=(2, 4, 4, 1), loss="squared error", initialization="large")
    assert "still finite" in challenge("diverge", lab).text
    lab = TrainingLab("moons", activation="linear", learning_rate=1e4, layers=(2, 4, 4, 1), initialization="large")
    lab.tick(2000)
    assert lab.record.trouble
    assert "What went first?" in challenge("diverge", lab).text
    assert "was not the first" in challenge("diverge", lab, "nothing").text
    assert "✓ diverge" in challenge("diverge", lab, lab.record.trouble).text


def test_an_unknown_challenge_lists_those_there_are():
    assert "There are: spirals, revive, diverge" in challenge("dragons", None).text
