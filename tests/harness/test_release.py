# SPDX-License-Identifier: MIT
"""tests/check-release: the files that repeat the version, and the packages."""

import importlib.machinery
import importlib.util
import pathlib
import shutil

import pytest

TOP = pathlib.Path(__file__).parent.parent.parent
FILES = (
    "ChangeLog", "configure.ac", "packaging/debian/changelog", "packaging/jsonde.spec",
)

loader = importlib.machinery.SourceFileLoader(
    "check_release", str(TOP / "tests" / "check-release")
)
release = importlib.util.module_from_spec(
    importlib.util.spec_from_loader("check_release", loader)
)
loader.exec_module(release)


@pytest.fixture
def tree(tmp_path):
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(TOP / name, tmp_path / name)
    return tmp_path


def test_the_files_agree(tree):
    assert release.disagreements(str(tree))[1] == []


@pytest.mark.parametrize("name", FILES)
def test_one_file_with_another_version(tree, name):
    file = tree / name
    file.chmod(0o644)
    version, _ = release.disagreements(str(tree))
    for form in (version, release.distribution_version(version)):
        file.write_text(file.read_text().replace(form, "77.0"))
    assert release.disagreements(str(tree))[1]


def test_release_candidates_sort_first():
    assert release.distribution_version("1.0.0rc1") == "1.0.0~rc1"
    assert release.distribution_version("1.0.0") == "1.0.0"


def test_each_package_is_required(tmp_path):
    names = [
        "jsonde-1.0.0rc1.tar.gz",
        "jsonde-1.0.0rc1-cp39.cp315-abi3.abi3t-manylinux2014_x86_64"
        ".manylinux_2_17_x86_64.whl",
        "jsonde-1.0.0rc1-cp314-cp314t-manylinux2014_x86_64"
        ".manylinux_2_17_x86_64.whl",
        "jsonde-1.0.0rc1-cp39-abi3-win_amd64.whl",
        "python3-jsonde_1.0.0~rc1-1_amd64.deb",
        "jsonde_1.0.0~rc1-1.dsc",
        "python3-jsonde-1.0.0~rc1-1.x86_64.rpm",
        "jsonde-1.0.0~rc1-1.src.rpm",
    ]
    for name in names:
        (tmp_path / name).touch()
    assert release.missing_packages(tmp_path, "1.0.0rc1") == []
    for name in names:
        (tmp_path / name).unlink()
        assert len(release.missing_packages(tmp_path, "1.0.0rc1")) == 1, name
        (tmp_path / name).touch()
