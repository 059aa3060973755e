"""A practice conversation in a terminal; with ``why`` it is the author's workbench."""

from collections.abc import Callable
from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table

from trainer.core.assessment import Assessment
from trainer.core.attempt import Attempt, Exchange
from trainer.core.voices import parts
from trainer.errors import ContentError, TrainerError
from trainer.practice import Practice

COMMANDS = "/look  /hint  /end  /stop"
REFUSALS = {
    "message-empty": "Type what you want to say.",
    "message-too-long": "That is too long; keep it under 4000 characters.",
    "talk-is-over": "The talk is over.",
    "hints-off": "There are no hints at this level.",
    "hints-given": "There are no more hints for this moment.",
    "nothing-said": "You have not said anything yet, so there is nothing to look back on.",
}
"""What the practice refuses, in a sentence."""


@dataclass(frozen=True)
class Terminal:
    """Plays one attempt on a console."""

    practice: Practice
    console: Console
    why: bool = False
    reload: Callable[[], bool] = lambda: False
    """Loads changed content; tells whether there was any."""

    async def play(self, attempt: Attempt) -> None:
        """Show the briefing, hold the talk, and print the feedback."""
        self._brief(attempt)
        await self.practice.prepare(attempt)
        self._say(attempt, attempt.opening)
        while attempt.status in ("briefing", "talking"):
            message = self._ask()
            if message is None:
                await self.practice.stop(attempt.id)
                return
            if not await self._obeyed(attempt, message):
                await self._turn(attempt, message)
            attempt = await self.practice.attempts.get(attempt.id)
        if attempt.status == "rating" and attempt.exchanges:
            self.feedback(await self.practice.grade(attempt.id))

    def _ask(self) -> str | None:
        try:
            return self.console.input("[bold cyan]> [/]")
        except (EOFError, KeyboardInterrupt):
            return None

    async def _obeyed(self, attempt: Attempt, message: str) -> bool:
        """Tell whether a message was a command; if so it is done, or refused with a sentence."""
        try:
            return await self._done(attempt, message.strip().lower())
        except TrainerError as error:
            self._refused(error)
            return True

    async def _done(self, attempt: Attempt, command: str) -> bool:
        if command == "/look":
            for line in self.practice.case_of(attempt).script.knowledge:
                self.console.print(f"  - {line}", markup=False)
        elif command == "/hint":
            self.console.print(await self.practice.hint(attempt.id), style="italic", markup=False)
        elif command == "/end":
            await self.practice.finish(attempt.id)
        elif command == "/stop":
            await self.practice.stop(attempt.id)
        else:
            return False
        return True

    async def _turn(self, attempt: Attempt, message: str) -> None:
        self._reloaded()
        try:
            async for piece in self.practice.turn(attempt.id, message):
                if isinstance(piece, Exchange):
                    self._say(attempt, piece.reply)
                    if self.why:
                        self.explain(piece)
        except TrainerError as error:
            self._refused(error)

    def _reloaded(self) -> None:
        try:
            if self.reload():
                self.console.print("content reloaded", style="dim")
        except ContentError as error:
            self.console.print(str(error), style="red", markup=False)

    def _brief(self, attempt: Attempt) -> None:
        script = self.practice.case_of(attempt).script
        self.console.print(Panel(escape(script.briefing), title=escape(script.title)))
        self.console.print(COMMANDS, style="dim")

    def _say(self, attempt: Attempt, reply: str) -> None:
        """Print a reply, each voice with its own name."""
        for name, text in parts(self.practice.case_of(attempt).script.persona, reply):
            self.console.print(f"{name}: {text}", style="bold", markup=False)

    def _refused(self, error: TrainerError) -> None:
        text = REFUSALS.get(str(error), str(error))
        self.console.print(text, style="yellow", markup=False)

    def explain(self, exchange: Exchange) -> None:
        """Print the reading, the mood, the slots and the lines' ids of one exchange."""
        reading, mood = exchange.reading, exchange.state.mood
        found = {
            "moves": reading.moves,
            "topics": reading.topics,
            "items": reading.items,
            "wrong": reading.wrong,
            "everyday": reading.everyday,
            "phrases": reading.phrases,
        }
        table = Table.grid(padding=(0, 1))
        for kind, some in found.items():
            if some:
                shown = ", ".join(f"{f.id} {f.sure:.2f} “{f.text}”" for f in some)
                table.add_row(kind, escape(shown))
        summary = ", ".join(reading.summary_of)
        if summary:
            table.add_row("summary of", summary)
        table.add_row("mood", f"trust {mood.trust}  anger {mood.anger}  overload {mood.overload}")
        table.add_row("band", exchange.direction.band)
        table.add_row("slots", ", ".join(f"{p.slot}:{p.ref}" for p in exchange.direction.pieces))
        table.add_row("lines", ", ".join(exchange.lines))
        self.console.print(table, style="dim")

    def feedback(self, assessment: Assessment) -> None:
        """Print the assessment: strengths first, then every criterion, then what to try."""
        rubric, words, _ = self.practice.catalog.rubric(assessment.rubric, assessment.language)
        for id in assessment.strengths:
            verdict = assessment.verdicts[id]
            self.console.print(f"+ {words.criteria[id].title}", style="bold green", markup=False)
            for quote in verdict.quotes:
                self.console.print(f"    “{quote.text}” ({quote.turn})", markup=False)
        table = Table(box=None, show_header=False)
        for dimension, score in assessment.dimensions.items():
            band = words.bands[score.band] if score.band else "-"
            table.add_row(words.dimensions[dimension], band, "", style="bold")
            for id in rubric.of(dimension):
                verdict = assessment.verdicts[id]
                level = words.bands[verdict.band] if verdict.band else "-"
                table.add_row(f"  {words.criteria[id].title}", level, escape(verdict.reason))
        self.console.print(table)
        if assessment.try_next:
            text = f"{assessment.try_next.text}\n{assessment.try_next.example}"
            self.console.print(Panel(escape(text)))
