"""What can be reached below /chat, and by whom."""

import re
from collections.abc import Iterator

import httpx
import pytest

from trainer.core.attempt import Attempt

BLOCKED = [
    ("POST", "/login"),
    ("POST", "/logout"),
    ("POST", "/auth/jwt"),
    ("POST", "/auth/header"),
    ("PUT", "/feedback"),
    ("DELETE", "/feedback"),
    ("POST", "/project/threads"),
    ("PUT", "/project/thread"),
    ("DELETE", "/project/thread"),
    ("PUT", "/project/thread/share"),
    ("POST", "/project/action"),
    ("PUT", "/project/element"),
    ("DELETE", "/project/element"),
    ("POST", "/project/file?session_id=x"),
    ("POST", "/mcp"),
    ("DELETE", "/mcp"),
    ("POST", "/ws/socket.io/?EIO=4&transport=polling"),
]
ELSEWHERE = ["", "/", "/login", "/env", "/project/thread/x", "/project/share/x", "/public/x", "/x"]


@pytest.fixture
def visitor(server, cookies: dict[str, str]) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, cookies=cookies) as client:
        yield client


@pytest.mark.parametrize(("method", "path"), BLOCKED)
def test_what_we_do_not_use_is_not_there(visitor: httpx.Client, method: str, path: str) -> None:
    assert visitor.request(method, f"/chat{path}").status_code == 404


@pytest.mark.parametrize("path", [*ELSEWHERE, "/ws/socket.io/?EIO=4&transport=polling"])
def test_there_is_no_other_page(visitor: httpx.Client, path: str) -> None:
    response = visitor.get(f"/chat{path}")
    while response.headers.get("location", "").endswith("/chat/"):
        response = visitor.get("/chat/")
    assert (response.status_code, response.headers["location"]) == (303, "/")


@pytest.mark.parametrize("path", ["/user", "/project/settings", "/project/translations"])
def test_nothing_is_told_to_who_is_not_signed_in(server, path: str) -> None:
    assert httpx.get(f"{server.url}/chat{path}").status_code == 401


def test_a_token_of_chainlits_own_is_worth_nothing(server, visitor: httpx.Client) -> None:
    mine = visitor.get("/chat/user").json()["identifier"]
    forged = {"access_token": "x", "access_token_0": "y"}
    assert httpx.get(f"{server.url}/chat/user", cookies=forged).status_code == 401
    both = {**forged, **dict(visitor.cookies)}
    headers = {"authorization": "Bearer x"}
    answer = httpx.get(f"{server.url}/chat/user", cookies=both, headers=headers)
    assert answer.json()["identifier"] == mine


def test_the_browser_is_never_given_a_token(visitor: httpx.Client) -> None:
    for path in ("/user", "/project/settings", "/auth/config"):
        assert "set-cookie" not in visitor.get(f"/chat{path}").headers
    assert "set-cookie" not in visitor.post("/chat/set-session-cookie", json={}).headers


@pytest.mark.parametrize(
    ("language", "send"), [("nl", "Versturen"), ("en", "Send"), ("da", "Send")]
)
def test_chainlit_speaks_the_language_of_the_site(
    visitor: httpx.Client, language: str, send: str
) -> None:
    visitor.cookies.set("oefenbalie-language", language)
    words = visitor.get("/chat/project/translations?language=zh-CN").json()["translation"]
    assert words["chat"]["input"]["actions"]["send"] == send


def test_an_avatar_is_a_picture_of_our_own(visitor: httpx.Client) -> None:
    response = visitor.get("/chat/avatars/G%C3%A9rard%20%3Cb%3E")
    assert response.headers["content-type"] == "image/svg+xml"
    assert "<b>" not in response.text


def test_uploads_and_editing_are_off(visitor: httpx.Client) -> None:
    features = visitor.get("/chat/project/settings").json()["features"]
    assert not features["spontaneous_file_upload"]["enabled"]
    assert not features["edit_message"]
    assert not features["mcp"]["enabled"]
    assert not features["unsafe_allow_html"]


def test_chainlits_own_files_last_and_need_no_session(server, talk_page: httpx.Response) -> None:
    paths = re.findall(r'(?:src|href)="(/chat/assets/[^"]+)"', talk_page.text)
    assert len(paths) == 2
    for path in paths:
        response = httpx.get(f"{server.url}{path}")
        assert response.status_code == 200
        assert "immutable" in response.headers["cache-control"]
        assert response.headers["x-content-type-options"] == "nosniff"


def test_the_page_asks_nobody_else_for_anything(talk_page: httpx.Response) -> None:
    linked = re.findall(r'(?:src|href|action)="([^"]+)"', talk_page.text)
    assert linked
    assert [link for link in linked if not link.startswith(("/", "#"))] == []
    policy = talk_page.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "<script>" not in talk_page.text


@pytest.fixture
def talk_page(visitor: httpx.Client, attempt: Attempt) -> httpx.Response:
    return visitor.get(f"/chat/thread/{attempt.id}")
