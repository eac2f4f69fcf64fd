"""The `dateline` command: a thin face on the flows."""

from __future__ import annotations

import sys

import typer

from flows.commands import decide, explore, keep, look, quarantine, review, run, serve, sources, versions
from flows.errors import DatelineError, exit_code
from flows.terminal import printable

app = typer.Typer(
    help="Article text in, validated tables of who, what, when, where, how many and who said so out.",
    epilog="Exit codes: 0 done, 1 a bug, 2 wrong usage, 3 another run is writing, 4 rows break their contract and "
    "nothing was published, 5 something outside is down, 6 a check failed, 7 no such thing.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
for module in (run, look, decide, versions, keep, explore, serve):
    app.add_typer(module.app)
app.add_typer(sources.app, name="sources")
app.add_typer(quarantine.app, name="quarantine")
app.add_typer(review.app, name="review")


def main() -> None:
    """Run the command; an error raised on purpose is one line and its exit code."""
    try:
        app()
    except DatelineError as error:
        _stop(error)
    except Exception as error:
        from flows.storage import trouble

        if not (fault := trouble(error)):
            raise
        _stop(fault)


def _stop(error: DatelineError) -> None:
    """Say what is wrong, further lines indented so that none passes for ours, and end."""
    lines = [printable(line) for line in str(error).split("\n")]
    typer.echo("dateline: " + "\n  ".join(lines), err=True)
    sys.exit(exit_code(error))


if __name__ == "__main__":
    main()
