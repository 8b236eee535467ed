from django.core.management.base import BaseCommand

from core.health import CHECKS, Finding, Level, examine

STYLES = {Level.OK: "SUCCESS", Level.WARN: "WARNING", Level.FAIL: "ERROR"}


class Command(BaseCommand):
    help = "Say what is wrong with this installation and what to do. Exit code 1 when something fails."
    requires_system_checks = []

    def handle(self, *args, **options):
        findings = [self.report(name) for name in CHECKS]
        if any(finding.level is Level.FAIL for finding in findings):
            raise SystemExit(1)

    def report(self, name: str) -> Finding:
        finding = examine(name)
        level = getattr(self.style, STYLES[finding.level])(f"{finding.level:<4}")
        self.stdout.write(f"{level}  {name:<10}  {finding.text}")
        if finding.advice:
            self.stdout.write(f"{'':<18}{finding.advice}")
        return finding
