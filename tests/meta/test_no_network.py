"""Nothing of the program connects to anything, but for a server that a person entered."""

import ast

from tests.meta.checkout import parse, python_files, shown

PRODUCT = ("desktop", "db", "forms", "resources")
CONNECTING = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib", "socket",
    "socketserver", "ssl", "telnetlib", "urllib.request", "urllib3", "webbrowser", "xmlrpc",
}  # fmt: skip
LOCAL = {"QLocalServer", "QLocalSocket"}
"""Of Qt's networking, what one start of the program says to another on the same computer."""
SERVER = "db/server/"
"""Where the driver of a database server may be imported."""


def connecting(path):
    """Line and name of each import by which something could be connected to."""
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            names = [(alias.name, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [(node.module or "", f"{node.module}.{alias.name}") for alias in node.names]
        else:
            continue
        for module, name in names:
            top = module.partition(".")[0]
            if {top, module, name} & CONNECTING:
                yield node.lineno, name
            if top == "PySide6" and name.rpartition(".")[2].startswith(("QtWeb", "QtNetwork")):
                yield node.lineno, name
            if module == "PySide6.QtNetwork" and name.rpartition(".")[2] not in LOCAL:
                yield node.lineno, name
            if top == "psycopg" and not shown(path).startswith(SERVER):
                yield node.lineno, name


def test_nothing_connects_to_anything():
    found = [
        f"{shown(path)}:{line} {name}" for path in python_files(*PRODUCT) for line, name in connecting(path)
    ]
    assert found == []


def test_a_connection_would_be_noticed(tmp_path):
    told = tmp_path / "a.py"
    told.write_text(
        "import socket, json\nfrom urllib import request, parse\nfrom http.client import HTTPConnection\n"
        "from PySide6.QtNetwork import QLocalSocket\n",
        encoding="utf-8",
    )
    lines = [
        (node.lineno, alias.name)
        for node in ast.walk(parse(told))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    ]
    assert len(lines) == 6
    assert list(connecting(told)) == [(1, "socket"), (2, "urllib.request"), (3, "http.client.HTTPConnection")]
