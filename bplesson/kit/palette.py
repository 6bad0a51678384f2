"""Colours by meaning, safe for colour-blind readers (Okabe and Ito, 2008), and the one style of all figures."""

FORWARD = "#0072B2"  # blue, solid lines: forward values
BACKWARD = "#009E73"  # green, dashed lines: backward values δ
MISSING = "#D55E00"  # red, dotted lines: the weight that is missing from its own derivative
INK = "#1F2328"  # text, axes, the present point
MUTED = "#6B7280"  # what stays in the background
FAINT = "#D8DCE2"  # grids and guides
PATH = "#7B3FA0"  # purple, small dots: where gradient descent has been

DASHED, DOTTED = (0, (5, 2.5)), (0, (1, 1.5))
LIFTED = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}  # words that cross a line

STYLE = {
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "text.color": INK,
    "axes.edgecolor": MUTED,
    "axes.labelcolor": INK,
    "axes.titlesize": 10.5,
    "axes.titlelocation": "left",
    "axes.titley": 1.0,  # where it stands anyway: nothing has ticks on top, and to look for them takes time
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": 9,
    "ytick.labelsize": 9,
    "grid.color": FAINT,
    "legend.frameon": False,
    "legend.fontsize": 9,
    "figure.facecolor": "white",
    "axes.facecolor": "white",
    "savefig.facecolor": "white",
}
