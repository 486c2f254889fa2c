"""Which IP addresses are public: those that lead to no machine's own services and to no private network."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

_CARRIES_V4 = (
    (IPv6Network("::/96"), 0),  # IPv4-compatible, RFC 4291; ::ffff:0:0/96 is known to ipaddress
    (IPv6Network("::ffff:0:0/96"), 0),
    (IPv6Network("::ffff:0:0:0/96"), 0),  # IPv4-translated, RFC 2765
    (IPv6Network("64:ff9b::/96"), 0),  # NAT64, RFC 6052
    (IPv6Network("2002::/16"), 80),  # 6to4, RFC 3056
)
"""Networks of IPv6 whose addresses lead to an IPv4 address, and how many bits stand behind that one."""
_NOT_PUBLIC = (
    IPv4Network("192.0.0.0/24"),  # of protocols, RFC 6890; a cloud's metadata were here
    IPv4Network("192.88.99.0/24"),  # 6to4 relays, RFC 7526
    IPv4Network("168.63.129.16/32"),  # Azure's own services, public by its number alone
    IPv6Network("3fff::/20"),  # documentation, RFC 9637
    IPv6Network("64:ff9b:1::/48"),  # NAT64 for local use, RFC 8215
    IPv6Network("2001::/32"),  # Teredo, RFC 4380: it leads to a client behind a relay
    IPv6Network("fec0::/10"),  # site-local, RFC 3879
    IPv6Network("5f00::/16"),  # segment routing, RFC 9602
)
_LINK_LOCAL = (IPv4Network("169.254.0.0/16"), IPv6Network("fe80::/10"), IPv6Network("fd00:ec2::/32"))
"""Where clouds tell a machine its own secrets."""


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether `address` is one that anybody on the internet may reach, itself and the one it carries."""
    if any(address.version == network.version and address in network for network in _NOT_PUBLIC):
        return False
    if isinstance(address, IPv6Address):
        if address.scope_id is not None:
            return False
        if (carried := carried_v4(address)) is not None:
            return is_public(carried)
    return address.is_global and not address.is_multicast and not address.is_reserved


def is_never_fetched(address: IPv4Address | IPv6Address) -> bool:
    """Whether `address` is link-local, where a cloud's metadata are: not fetched even of a host that is allowed."""
    carried = carried_v4(address) if isinstance(address, IPv6Address) else None
    seen = address if carried is None else carried
    return any(seen.version == network.version and seen in network for network in _LINK_LOCAL)


def carried_v4(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address to which an IPv6 address leads; None where it leads to none."""
    behind = next((bits for network, bits in _CARRIES_V4 if address in network), None)
    return None if behind is None else IPv4Address((int(address) >> behind) & 0xFFFFFFFF)
