"""The command line: `sokdocs`. Each command's room is opened only when the command is used."""

import sys
from importlib import import_module
from typing import Any

import click

COMMANDS = {
    "draft": ("sokdocs.cli.documents:draft_command", "Make a document to look at; nothing is stored."),
    "issue": ("sokdocs.cli.documents:issue_command", "Issue a document: sealed, read back, recorded."),
    "facts": ("sokdocs.cli.facts:facts_group", "Fact sheets: new, from-notice, questions, check."),
    "library": ("sokdocs.cli.library:library_group", "The clause library: check, list, show, in-force."),
    "contract": ("sokdocs.cli.contract:contract_group", "Signed contracts: add, show, list."),
    "case": ("sokdocs.cli.case:case_group", "Cases: open, record, show, next, due, archive, dossier, close."),
    "letter": ("sokdocs.cli.letter:letter_group", "Letters of a case: kinds, draft, sign, issue."),
    "self-report": ("sokdocs.cli.self_report.group:self_report_group", "Self-report forms: issue, receive, check, score, compare, status."),
    "confirmation": ("sokdocs.cli.confirmation:confirmation_group", "Confirmations of the terms that came with offers: check."),
    "register": ("sokdocs.cli.register:register_group", "What was issued: list, show, export, sweep."),
    "verify": ("sokdocs.cli.verify:verify_command", "Check that nothing in the register was changed, lost or doubled."),
    "explain": ("sokdocs.cli.explain:explain_command", "Say where every paragraph of a file comes from."),
}


class LazyGroup(click.Group):
    """A group that imports a command's module only when the command is called."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """The commands in the order a person meets them."""
        return list(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """The command of that name."""
        if name not in COMMANDS:
            return None
        module, attribute = COMMANDS[name][0].split(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def resolve_command(self, context: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command, or an error that names the nearest right one."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from sokdocs.core.problems import did_you_mean

            context.fail(f'no command "{name}": {did_you_mean(name, COMMANDS, "see sokdocs --help")}')
        return super().resolve_command(context, args)


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="sokdocs")
def sokdocs() -> None:
    """Tender and contract texts on human rights in supply chains.

    \b
    Examples:
      sokdocs facts new > my-procurement.yaml
      sokdocs facts check my-procurement.yaml
      sokdocs draft tender-appendix --facts my-procurement.yaml --out drafts
      sokdocs issue tender-appendix --facts my-procurement.yaml --out issued
    """


def main() -> Any:
    """The door: runs a command, and turns what goes wrong into a message and an exit code."""
    from sokdocs.cli.output import guarded

    sys.exit(guarded(sokdocs))
