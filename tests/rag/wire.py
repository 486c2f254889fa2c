"""A wire story and what outlets make of it, for tests of copies. Written for this project."""

from rag.domain import Article, Published

PARAGRAPHS = (
    "A ferry carrying commuters across the Arvel estuary ran aground near Mossholm early on Tuesday, injuring 23 people, the harbour authority said.",
    "The vessel, the Lady Ormond, had left the northern pier at twenty past six and struck a sandbank within sight of the breakwater. Rescue boats brought all 140 passengers ashore before eight.",
    "“The channel markers were where they should have been,” harbour master Ines Calder told reporters at the quayside. She declined to say who had been at the helm.",
    "Investigators boarded the ship in the afternoon and took away its navigation records. The transport ministry expects a first report within six weeks.",
    "The same ferry was taken out of service for nine days in March after a fault in its steering gear. Its owner, Arvel Lines, said at the time that the part had been replaced.",
    "Bus services between Mossholm and Great Tarn will run every ten minutes until the crossing reopens, the county council announced.",
)
WIRE = "\n\n".join(PARAGRAPHS)
OTHER = (
    "Twenty-three passengers were hurt when a commuter ferry grounded off Mossholm at dawn.\n\n"
    "Witnesses on the Lady Ormond described a grinding noise and a sudden list. “People fell over the seats,” said Tomas Reyl, who was on his way to work.\n\n"
    "Boats from three villages helped to empty the ship within an hour and a half. Several of the injured were taken to the hospital in Great Tarn with broken bones."
)
"""A report of its own about the same accident."""
DRAW = (
    "The winning numbers of the {day} draw of the Tri-County lottery were {numbers}, and the bonus ball was {bonus}. "
    "The jackpot was worth {jackpot} crowns. Tickets cost two crowns and are sold until an hour before the draw in shops of all three counties. "
    "Winners have ninety days to claim a prize at the lottery office in Great Tarn, and must bring the ticket and a proof of identity."
)


def printed(outlet: str, text: str = WIRE, day: str | None = "2025-06-03", title: str | None = None) -> Article:
    """The story as `outlet` prints it, under a headline of its own."""
    published = Published(day, "day", "stated") if day else Published()
    name = outlet.lower().replace(" ", "-")
    return Article(name, title or f"{outlet}: ferry aground", text, outlet, published=published)
