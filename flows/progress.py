"""What a run is doing, on standard error: a moving bar on a terminal, one line a step elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn


class Steps:
    """The steps of one run, shown as they go."""

    def __init__(self, *, quiet: bool = False) -> None:
        """Show steps, or with `quiet` none."""
        console = Console(stderr=True, quiet=quiet)
        self._is_live = console.is_terminal and not quiet
        self._console = console
        columns = (TextColumn("{task.description:<28}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._progress = Progress(*columns, console=console, disable=not self._is_live)

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Show the steps begun inside."""
        with self._progress:
            yield

    @contextmanager
    def step(self, name: str, total: int | None = None) -> Iterator[Step]:
        """One step; give its `advance` the number of things done."""
        step = Step(self._progress, self._progress.add_task(name, total=total))
        yield step
        step.finish()
        if not self._is_live:
            self._console.print(f"{name}: {step.done}", highlight=False, markup=False)


class Step:
    """One step under way."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        """Count from nothing."""
        self._progress, self._task, self.done = progress, task, 0

    def advance(self, count: int = 1) -> None:
        """Count `count` more things as done."""
        self.done += count
        self._progress.advance(self._task, count)

    def expect(self, total: int) -> None:
        """Say how many things there are, once that is known."""
        self._progress.update(self._task, total=total)

    def finish(self) -> None:
        """All things that there were are done."""
        self._progress.update(self._task, total=max(self.done, 1), completed=max(self.done, 1))
