"""A name that no cell has made yet: its NameError says why that is so after a restart, and what to do.

IPython runs this at the start of a kernel, from where quiet_lab puts it.
"""

from IPython import get_ipython


def _install(shell) -> None:
    def explain(shell, kind, error, trace, tb_offset=None):
        if kind is NameError:  # not a variable of a function that is used too early
            error.add_note(
                f"Does a cell above make {error.name!r}? It has not been run since the kernel started:\n"
                "choose Run › Run All Above Selected Cell, then run this cell again."
            )
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)

    shell.set_custom_exc((NameError,), explain)


_install(get_ipython())
del _install
