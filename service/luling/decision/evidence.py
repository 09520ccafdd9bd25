"""Which evidence log the settings name, for whoever writes it and whoever examines it."""

from __future__ import annotations

from luling.audit.anchors import AnchorFile, AnchorWebhook, Place
from luling.audit.log import LogSettings
from luling.settings import Settings


def log_settings(settings: Settings) -> LogSettings | None:
    """The log's own settings; None where nothing is recorded."""
    url = settings.evidence_url
    return LogSettings(url, settings.evidence_keys, anchors=anchor_places(settings)) if url else None


def anchor_places(settings: Settings) -> tuple[Place, ...]:
    """Where checkpoints are sent."""
    places: list[Place] = []
    if settings.evidence_anchor_file is not None:
        places.append(AnchorFile(settings.evidence_anchor_file))
    if settings.evidence_anchor_url is not None and settings.evidence_anchor_secret is not None:
        secret = settings.evidence_anchor_secret.get_secret_value()
        places.append(AnchorWebhook(str(settings.evidence_anchor_url), secret))
    return tuple(places)
