"""Ask the vulnerability service about our Python packages; say so when it cannot be asked.

pip-audit ends well also when it could look up nothing, which reads like a clean bill.
"""

import json
import subprocess
import sys
from pathlib import Path

COMMAND = [
    *("pip-audit", "--disable-pip", "--require-hashes", "--timeout", "10", "--progress-spinner", "off"),
    *("--format", "json", "--requirement", "requirements.txt"),
]


def main() -> int:
    program = Path(sys.prefix, "bin", COMMAND[0])
    try:
        asked = subprocess.run([program, *COMMAND[1:]], capture_output=True, text=True, timeout=180)
        known = json.loads(asked.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        known = []
    text, code = verdict(known)
    sys.stdout.write(f"pip-audit: {text}\n")
    return code


def verdict(packages: list[dict]) -> tuple[str, int]:
    """What to say, and the exit code."""
    asked = [package for package in packages if "skip_reason" not in package]
    found = [
        f"{package['name']} {package['version']}: {vulnerability['id']}, "
        f"mended in {', '.join(vulnerability['fix_versions']) or 'no version yet'}"
        for package in asked
        for vulnerability in package["vulns"]
    ]
    if found:
        return "\n  ".join(["vulnerable packages:", *found]), 1
    if not asked:
        return "the packages could not be audited: the vulnerability service cannot be reached.", 0
    if len(asked) < len(packages):
        return f"nothing known against {len(asked)} packages; {len(packages) - len(asked)} not audited.", 0
    return f"nothing known against {len(asked)} packages.", 0


if __name__ == "__main__":
    sys.exit(main())
