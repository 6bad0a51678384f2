"""The plot of lesson 1's explorer: a cost curve with the tangent, the path and the next step."""

from bplesson.kit.panels import CurvePanel, stage


def slope_stage() -> tuple:
    """One wide curve."""
    return stage(3.4, lambda figure: [CurvePanel(figure.add_axes([0.085, 0.155, 0.895, 0.755]))])
