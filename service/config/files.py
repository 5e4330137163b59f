"""Secrets that the file leaves to another file (`password_file`), so that it can be shown and shared itself."""

from dataclasses import dataclass
from pathlib import Path

from service.config.complaints import Complaint
from service.config.lines import KeyPath


@dataclass(slots=True)
class Secrets:
    """Reads them from `folder`; what cannot be read is added to `complaints`."""

    folder: Path
    complaints: list[Complaint]

    def lines(self, key: KeyPath, name: str) -> list[str]:
        """The lines of the file that `key` names, without blank ones; nothing when it cannot be read."""
        path = self.folder / name
        try:
            lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
        except (OSError, UnicodeDecodeError) as error:
            cause = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
            self.complaints.append((key, f"{path} cannot be read: {cause}"))
            return []
        if not any(lines):
            self.complaints.append((key, f"{path} is empty"))
        return [line for line in lines if line]
