"""Speech spans as RTTM: one SPEAKER line a span, channel column 1 or 2, party as the speaker.

What a diarizer answers has one channel, and labels of the diarizer's own as speakers.
"""

from __future__ import annotations

from pathlib import Path

PARTIES = ("agent", "customer")  # channel 1, channel 2: the order of every corpus manifest

Span = tuple[float, float]
LabelledSpan = tuple[str, float, float]  # label, start, end


def lines_of(call_id: str, channels: list[list[Span]]) -> str:
    """RTTM text, sorted by start. Milliseconds; a span that rounds to nothing is left out."""
    found = []
    for index, spans in enumerate(channels):
        for start_seconds, end_seconds in spans:
            start, end = round(start_seconds, 3), round(end_seconds, 3)
            if end > start:
                found.append((start, index, f"SPEAKER {call_id} {index + 1} {start:.3f} "
                              f"{end - start:.3f} <NA> <NA> {PARTIES[index]} <NA> <NA>\n"))
    return "".join(line for _, _, line in sorted(found))


def write(path: Path, call_id: str, channels: list[list[Span]]) -> None:
    """Writes one call; the folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(lines_of(call_id, channels))


def read(path: Path) -> dict[str, list[Span]]:
    """Spans by party.

    Raises:
        ValueError: naming the line that is no SPEAKER line of a known party.
    """
    spans: dict[str, list[Span]] = {party: [] for party in PARTIES}
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        fields = line.split()
        if not fields:
            continue
        if len(fields) < 8 or fields[0] != "SPEAKER" or fields[7] not in spans:
            raise ValueError(f"{path}:{number}: no SPEAKER line of {' or '.join(PARTIES)}")
        start = float(fields[3])
        spans[fields[7]].append((start, start + float(fields[4])))
    return spans


def write_labelled(path: Path, call_id: str, spans: list[LabelledSpan]) -> None:
    """Writes what a diarizer answered; the folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(
        f"SPEAKER {call_id} 1 {start:.3f} {end - start:.3f} <NA> <NA> {label} <NA> <NA>\n"
        for label, start, end in sorted(spans, key=lambda span: span[1:])))


def read_labelled(path: Path) -> list[LabelledSpan]:
    """What a diarizer answered, in the order of the file.

    Raises:
        ValueError: naming the line that is no SPEAKER line.
    """
    spans: list[LabelledSpan] = []
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        fields = line.split()
        if len(fields) < 8 or fields[0] != "SPEAKER":
            raise ValueError(f"{path}:{number}: no SPEAKER line")
        start = float(fields[3])
        spans.append((fields[7], start, start + float(fields[4])))
    return spans


def spans_of_frames(frames: list[bool], frame_seconds: float) -> list[Span]:
    """Runs of true frames as spans."""
    spans: list[Span] = []
    start: int | None = None
    for index, speaks in enumerate([*frames, False]):
        if speaks and start is None:
            start = index
        elif not speaks and start is not None:
            spans.append((start * frame_seconds, index * frame_seconds))
            start = None
    return spans
