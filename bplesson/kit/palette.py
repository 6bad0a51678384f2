"""Colours by meaning, safe for colour-blind readers (Okabe and Ito, 2008), and the one style of all figures."""

FORWARD = "#0072B2"  # blue, solid lines: forward values
BACKWARD = "#009E73"  # green, dashed lines: backward values δ
MISSING = "#D55E00"  # red, dotted lines: the weight that is missing from its own derivative
INK = "#1F2328"  # text, axes, the present point
MUTED = "#6B7280"  # what stays in the background
FAINT = "#D8DCE2"  # frames and guides
GRID = "#E5E7EB"  # a grid behind several curves
WHITE = "#FFFFFF"
PATH = "#7B3FA0"  # purple, small dots: where gradient descent has been

HIGH, CONTOUR = "#949CAC", "#606878"  # of a landscape, whose lowest cost is white
BETWEEN = "#9AA1AB"  # 0, on a scale from white to INK
LEVELS = (WHITE, "#F3F6FA", "#E6EDF4", "#C3D6E8", "#A5C3DE", "#8DB4D6")  # blues that dark numbers are read on

# On the page colours write small text, for which some of those above are too light: these have a contrast of 4.5.
BACKWARD_TEXT, MISSING_TEXT, MUTED_TEXT = "#00795A", "#C04F00", "#5B6370"
LIGHT_PAGE = {
    "forward": FORWARD,
    "backward": BACKWARD_TEXT,
    "missing": MISSING_TEXT,
    "muted": MUTED_TEXT,
    "deep": "#064A72",  # ink on the page for digits
    "ink": f"var(--jp-content-font-color0, {INK})",
    "ground": f"var(--jp-layout-color0, {WHITE})",
    "line": f"var(--jp-border-color2, {FAINT})",
    "focus": "var(--jp-brand-color1, #1976D2)",
    "cell-focus": f"var(--jp-warn-color1, {MISSING})",
}
DARK_PAGE = {"forward": "#5CB8F0", "backward": "#3FD0A4", "missing": "#FF9455", "muted": "#A9B1BD", "deep": "#B7E0FB"}

# Where the reader's system allows its own colours alone; dashes and dots still tell the passes apart.
FORCED = {
    **dict.fromkeys(["forward", "backward", "missing", "ink", "muted", "deep"], "CanvasText"),
    "ground": "Canvas",
    "line": "CanvasText",
    "focus": "Highlight",
}

# On a dark ground plots are drawn in these instead.
NIGHT = {
    WHITE: "#16181C",
    INK: "#E6E9ED",
    "#000000": "#E6E9ED",  # matplotlib's own, where it is given none
    MUTED: "#A9B1BD",
    FAINT: "#3B424B",
    GRID: "#2B3037",
    PATH: "#C79BEA",
    HIGH: "#6B7480",
    FORWARD: DARK_PAGE["forward"],
    BACKWARD: DARK_PAGE["backward"],
    MISSING: DARK_PAGE["missing"],
}

# Dashes, by what they mean; with the colours they keep apart what a colour-blind reader would confuse.
DASHED, DOTTED = (0, (5, 2.5)), (0, (1, 1.5))  # backward values and tangents; guides, and what is claimed
NEXT = (0, (3, 2))  # the step that comes next, and what is compared with a solid line
BEFORE = (0, (4, 2))  # the run before
LOOSE = (0, (4, 2.5))  # the backward pass in diagrams, and a path as its map shows it
GAP, FAINTLY = (0, (3, 1.5)), (0, (1, 2))  # a distance that is measured, and what leads to it
SEVERAL = ("-", (0, (6, 2)), (0, (1, 1.2)), (0, (7, 2, 1, 2)))  # of one kind, side by side
LIFTED = {"facecolor": WHITE, "edgecolor": "none", "pad": 1.0}  # words that cross a line
VEILED = {**LIFTED, "alpha": 0.85}  # the same, and the line can still be followed

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
    "xtick.labelsize": 10,
    "ytick.labelsize": 10,
    "grid.color": FAINT,
    "legend.frameon": False,
    "legend.fontsize": 10,
    "figure.facecolor": "white",
    "axes.facecolor": "white",
    "savefig.facecolor": "white",
}


def css_variables(selector: str) -> str:
    """The colours of the page as CSS variables, --bp-forward and so on, for what `selector` selects."""
    light, dark = (
        " ".join(f"--bp-{name}: {colour};" for name, colour in page.items()) for page in (LIGHT_PAGE, DARK_PAGE)
    )
    plain = " ".join(f"--bp-{name}: {colour};" for name, colour in FORCED.items())
    return (
        f'{selector} {{ {light} }}\n[data-jp-theme-light="false"] {selector} {{ {dark} }}\n'
        f"@media (forced-colors: active) {{ body {selector} {{ {plain} }} }}\n"
    )


def of_formulas() -> str:
    """A style sheet that gives the colours in typeset formulas, which know no theme, those of small text."""
    rules = []
    for name, colour in {"forward": FORWARD, "backward": BACKWARD, "missing": MISSING}.items():
        written = f"rgb({', '.join(str(int(part)) for part in rgb(colour))})"  # as browsers do
        for light, page in (("true", LIGHT_PAGE), ("false", DARK_PAGE)):
            where = f'[data-jp-theme-light="{light}"] mjx-container [style*="{written}"]'
            rules.append(f"{where} {{ color: {page[name]} !important; }}")
    return "\n".join(rules) + "\n"


def rgb(colour: str) -> tuple[float, float, float]:
    """Red, green and blue of "#RRGGBB", from 0 to 255."""
    red, green, blue = bytes.fromhex(colour[1:])
    return float(red), float(green), float(blue)
