"""Floor 2: the configuration file, as frozen settings."""

from service.config.export import to_toml
from service.config.reading import load, read
from service.config.settings import Alerts, Demo, Fetch, Log, Mail, Polling, Settings, Web

__all__ = ["Alerts", "Demo", "Fetch", "Log", "Mail", "Polling", "Settings", "Web", "load", "read", "to_toml"]
