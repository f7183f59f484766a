"""Where webhooks are never sent, whatever a name says, and however often it changes its mind."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

import pytest

from api.webhooks.addresses import NotAllowed, checked, is_allowed
from api.webhooks.receivers import MOST_URL, NotAReceiver, receiver

PUBLIC = ["93.184.215.14", "8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450:4009::200e"]
NOT_PUBLIC = [
    "0.0.0.0",  # noqa: S104  refused here
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:10.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::a00:1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::808:808",
    "100::1",
    "2001::1",
    "2001:0:53aa:64c::",
    "2001:db8::1",
    "2002:a00:1::",
    "2002:808:808::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%lo",
    "fec0::1",
    "ff02::1",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_allowed(address: str) -> None:
    assert is_allowed(ip_address(address))
    assert checked("hub", 443, resolve=lambda *_: [address]) == (address,)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert not is_allowed(ip_address(address))
    with pytest.raises(NotAllowed):
        checked("hub", 443, resolve=lambda *_: [address])


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "127.1", "0x7f000001", "2130706433"])
def test_a_name_that_leads_home_is_refused_however_it_is_written(name: str) -> None:
    with pytest.raises(NotAllowed):
        checked(name, 443)


def test_a_name_that_leads_nowhere_is_refused() -> None:
    with pytest.raises(NotAllowed):
        checked("nobody.invalid", 443)
    with pytest.raises(NotAllowed):
        checked("hub", 443, resolve=lambda *_: [])


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(NotAllowed):
        checked("hub", 443, resolve=lambda *_: ["8.8.8.8", "10.0.0.1"])


def test_a_name_is_resolved_once_and_what_was_checked_is_connected_to() -> None:
    answers = [["8.8.8.8"], ["10.0.0.1"]]
    asked: list[str] = []

    def resolve(host: str, _port: int) -> list[str]:
        asked.append(host)
        return answers[len(asked) - 1]

    assert checked("hub", 443, resolve=resolve) == ("8.8.8.8",)
    assert asked == ["hub"]
    with pytest.raises(NotAllowed):
        checked("hub", 443, resolve=resolve)


def test_an_address_that_stands_for_another_is_that_other() -> None:
    assert checked("hub", 443, resolve=lambda *_: ["::ffff:8.8.8.8"]) == ("8.8.8.8",)
    assert checked("hub", 443, resolve=lambda *_: ["64:ff9b::808:808"]) == ("8.8.8.8",)


def test_a_network_that_is_named_is_allowed_and_no_other() -> None:
    named = [ip_network("10.20.0.0/16")]
    assert is_allowed(ip_address("10.20.3.4"), named)
    assert is_allowed(ip_address("::ffff:10.20.3.4"), named)
    assert not is_allowed(ip_address("10.21.0.1"), named)


@pytest.mark.parametrize("address", ["169.254.169.254", "fd00:ec2::254", "168.63.129.16"])
def test_a_clouds_metadata_are_refused_though_their_network_is_named(address: str) -> None:
    everything = [ip_network("0.0.0.0/0"), ip_network("::/0")]
    assert not is_allowed(ip_address(address), everything)


@pytest.mark.parametrize(
    "url",
    [
        "http://hub.example/",
        "hub.example",
        "ftp://hub.example/",
        "https://",
        "https:///path",
        "https://user@hub.example/",
        "https://user:password@hub.example/",
        "https://@hub.example/",
        "https://hub.example/#part",
        "https://hub.example/#",
        "https://hub.example:0/",
        "https://hub.example:65536/",
        "https://hub.example:port/",
        "https://hub.exa mple/",
        "https://hub.example\\@10.0.0.1/",
        "https://hub.example/\r\nHost: other",
        "https://h\u00fcb.example/",
        "https://[::1/",
        "https://hub_%41.example/",
        f"https://hub.example/{'x' * MOST_URL}",
    ],
)
def test_a_url_that_is_not_plain_https_is_refused(url: str) -> None:
    with pytest.raises(NotAReceiver):
        receiver(url)


def test_a_url_is_connected_to_as_it_was_read() -> None:
    read = receiver("HTTPS://Hub.Example:8443/events?key=1")
    assert (read.host, read.port, read.named) == ("hub.example", 8443, "hub.example:8443")
    assert str(read.at("8.8.8.8")) == "https://8.8.8.8:8443/events?key=1"
    assert str(receiver("https://hub.example").at("2606:4700::1")) == "https://[2606:4700::1]"
    assert receiver("https://[2606:4700::1]/").host == "2606:4700::1"
