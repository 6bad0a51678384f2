"""Names at the ends of lines do not stand closer than can be read, however the lines end."""

from bplesson.start.plots import APART, together


def test_names_that_would_meet_share_a_place_also_after_others_have_been_joined():
    places = together({0: 0.0, 1: 0.06, 2: 0.07, 3: 0.5})
    heights = [height for height, _ in places]
    assert [group for _, group in places] == [[0, 1, 2], [3]]
    assert all(other - one >= APART for one, other in zip(heights, heights[1:]))
