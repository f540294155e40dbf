"""What the browser gets is what the manifest says, and nothing that the manifest does not name."""

import hashlib
import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "src/byhand/web/static"
VENDORED = (STATIC / "vendor", ROOT / "tests/browser/vendor")
MANIFEST = json.loads((STATIC / "vendor/manifest.json").read_text())


def listed_files() -> dict[str, str]:
    packages = {path: digest for package in MANIFEST["packages"] for path, digest in package["files"].items()}
    return packages | MANIFEST["made"]


def test_every_vendored_file_has_the_hash_of_the_manifest():
    found = {path: hashlib.sha256((ROOT / path).read_bytes()).hexdigest() for path in listed_files()}
    assert found == listed_files()


def test_no_file_lies_among_them_that_the_manifest_does_not_name():
    lying = {
        path.relative_to(ROOT).as_posix()
        for folder in VENDORED
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert lying - set(listed_files()) == {"src/byhand/web/static/vendor/manifest.json"}


def test_each_package_brings_its_licence():
    for package in MANIFEST["packages"]:
        assert package["licence"], package["name"]
        assert any(path.endswith("/LICENSE") for path in package["files"]), package["name"]


def test_the_vendored_versions_are_the_ones_that_are_locked():
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for package in MANIFEST["packages"]:
        assert locked[f"node_modules/{package['name']}"]["version"] == package["version"]


def test_the_lock_names_no_registry():
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


def test_no_script_asks_for_a_source_map_that_is_not_there():
    scripts = [path for folder in VENDORED for path in folder.rglob("*.js")]
    assert scripts
    assert not [path for path in scripts if "sourceMappingURL=" in path.read_text()]


def test_every_font_that_is_shipped_is_declared():
    declared = set(re.findall(r"url\(([^)]+)\)", (STATIC / "vendor/fonts.css").read_text()))
    shipped = {path.relative_to(STATIC / "vendor").as_posix() for path in STATIC.rglob("*.woff2")}
    assert declared == shipped


def test_the_sprite_holds_every_icon_of_the_list():
    names = (ROOT / "requirements/icons.txt").read_text().splitlines()
    symbols = re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons.svg").read_text())
    assert symbols == [name for name in names if not name.startswith("#")]
