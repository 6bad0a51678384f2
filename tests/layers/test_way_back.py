"""On the way back the arrows of layers end where they bring something: at the δ of their node."""

import bplesson as bp


def test_a_line_leads_from_a_value_to_its_weight_and_on_the_way_back_to_the_delta():
    explorer = bp.LayersExplorer(bias=False)
    items = {item["id"]: item for item in explorer._diagram.scene["items"]}
    for weight in explorer.names:
        _, nodes = weight.split("_")
        i, a = int(weight[1]), int(nodes[1])
        line, value, delta = items[f"line-{weight}"], items[f"pill-{i}-{a}"], items[f"dpill-{i}-{a}"]
        assert line["points"][0][1] == value["y"] and line["back"][-1][1] == delta["y"]
        assert line["points"][-1] == line["back"][0] and line["points"][0][0] == line["back"][-1][0]
