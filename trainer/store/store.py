"""The store: everything that is kept, in one database."""

from dataclasses import dataclass

from trainer.store.accounts import Accounts
from trainer.store.assignments import Assignments
from trainer.store.attempts import Attempts
from trainer.store.audit import Audit
from trainer.store.casenotes import CaseNotes
from trainer.store.cells import Cells
from trainer.store.certificates import Certificates
from trainer.store.coaching import Coaching
from trainer.store.contests import Contests
from trainer.store.database import Database, open_database
from trainer.store.difficulties import Difficulties
from trainer.store.exercises import Exercises
from trainer.store.groups import Groups
from trainer.store.invitations import Invitations
from trainer.store.misreadings import Misreadings
from trainer.store.notices import Notices
from trainer.store.own import Own
from trainer.store.people import People
from trainer.store.remarks import Remarks
from trainer.store.retention import Retention
from trainer.store.reviews import Reviews
from trainer.store.runs import Runs
from trainer.store.sessions import Sessions
from trainer.store.sharing import Sharing
from trainer.store.skills import Skills
from trainer.store.standings import Standings
from trainer.store.suggestions import Suggestions
from trainer.store.summaries import Summaries
from trainer.store.tries import Tries
from trainer.store.usage import Usages


@dataclass(frozen=True)
class Store:
    """The parts of the store, by noun."""

    database: Database
    people: People
    sessions: Sessions
    tries: Tries
    accounts: Accounts
    invitations: Invitations
    audit: Audit
    own: Own
    retention: Retention
    runs: Runs
    attempts: Attempts
    summaries: Summaries
    coaching: Coaching
    groups: Groups
    cells: Cells
    sharing: Sharing
    reviews: Reviews
    misreadings: Misreadings
    usages: Usages
    skills: Skills
    standings: Standings
    difficulties: Difficulties
    suggestions: Suggestions
    assignments: Assignments
    contests: Contests
    remarks: Remarks
    notices: Notices
    certificates: Certificates
    case_notes: CaseNotes
    exercises: Exercises


def open_store(url: str) -> Store:
    """Return the store at ``url``; call ``store.database.migrate()`` before using it."""
    database = open_database(url)
    return Store(
        database=database,
        people=People(database),
        sessions=Sessions(database),
        tries=Tries(database),
        accounts=Accounts(database),
        invitations=Invitations(database),
        audit=Audit(database),
        own=Own(database, Audit(database)),
        retention=Retention(database),
        runs=Runs(database),
        attempts=Attempts(database),
        summaries=Summaries(database),
        coaching=Coaching(database),
        groups=Groups(database),
        cells=Cells(database),
        sharing=Sharing(database),
        reviews=Reviews(database),
        misreadings=Misreadings(database),
        usages=Usages(database),
        skills=Skills(database),
        standings=Standings(database),
        difficulties=Difficulties(database),
        suggestions=Suggestions(database),
        assignments=Assignments(database),
        contests=Contests(database),
        remarks=Remarks(database),
        notices=Notices(database),
        certificates=Certificates(database),
        case_notes=CaseNotes(database),
        exercises=Exercises(database),
    )
