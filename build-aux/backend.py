# SPDX-License-Identifier: MIT
"""Builds wheels and source releases for pip (PEP 517, PEP 660) by configure and
make. It needs only the standard library.

Settings (pip install --config-settings NAME=VALUE, python -m build -CNAME=VALUE):
    configure=ARGUMENTS   more arguments for ./configure
    jobs=N                processes of make (default: one for each processor)
    strip=no              keep the module's symbols
"""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile

from backend_wheel import Wheel, source_date, wheel_tag

SOURCE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# What a working tree may hold besides its source.
NOT_SOURCE = shutil.ignore_patterns(
    ".git", "*.o", "*.lo", "*.la", ".libs", ".deps", "__pycache__", "autom4te.cache",
    "config.status", "config.log", "stage", "build", "dist", "ci-build",
)


def run(command, folder, **variables):
    """Runs a command in a folder; what it prints goes to standard error, which pip
    shows after a failure."""
    subprocess.run(
        command, cwd=folder, check=True, stdout=sys.stderr,
        env={**os.environ, **variables},
    )


def tracked_files():
    """The files that git knows or would add, or None outside of a repository."""
    if not os.path.exists(os.path.join(SOURCE, ".git")):
        return None
    try:
        done = subprocess.run(
            ["git", "ls-files", "-z", "-co", "--exclude-standard"],
            cwd=SOURCE, check=True, stdout=subprocess.PIPE,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return [os.fsdecode(name) for name in done.stdout.split(b"\0") if name]


def copy_source(target):
    """Copies the source to a new folder, so that the build leaves no trace and a
    tree that is configured in place does not disturb it."""
    names = tracked_files()
    if names is None:
        shutil.copytree(SOURCE, target, symlinks=True, ignore=NOT_SOURCE)
        return
    for name in names:
        path = os.path.join(SOURCE, name)
        if os.path.lexists(path):
            copy = os.path.join(target, name)
            os.makedirs(os.path.dirname(copy), exist_ok=True)
            shutil.copy2(path, copy, follow_symlinks=False)


def static_libffi():
    """configure's argument for a libffi that becomes part of the module, where the
    system has one that may: Debian's libffi_pic.a."""
    compiler = shlex.split(os.environ.get("CC", "cc"))
    try:
        done = subprocess.run(
            [*compiler, "-print-file-name=libffi_pic.a"],
            check=True, stdout=subprocess.PIPE, text=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return []
    return ["LIBFFI_LIBS=-l:libffi_pic.a"] if "/" in done.stdout else []


class Build:
    """A configured copy of the source in a temporary folder."""

    def __init__(self, settings):
        self.settings = settings or {}
        self.folder = tempfile.TemporaryDirectory(prefix="jsonde-")
        self.source = os.path.join(self.folder.name, "jsonde")

    def __enter__(self):
        copy_source(self.source)
        if not os.path.exists(os.path.join(self.source, "configure")):
            run(["./bootstrap", "--no-deps"], self.source, NOCONFIGURE="1")
        self.configure()
        return self

    def __exit__(self, *unused):
        self.folder.cleanup()

    def configure(self):
        # No -g, and no path of this build: two builds give the same bytes.
        flags = os.environ.get("CFLAGS", "-O2")
        flags += f" -ffile-prefix-map={self.source}=."
        run(
            [
                "./configure", "-q", f"PYTHON={sys.executable}", f"CFLAGS={flags}",
                *static_libffi(),
                *shlex.split(self.settings.get("configure", "")),
            ],
            self.source,
        )

    def make(self, *arguments, **variables):
        jobs = self.settings.get("jobs", os.cpu_count() or 1)
        run(["make", "-s", f"-j{jobs}", *arguments], self.source, **variables)

    def text(self, name):
        with open(os.path.join(self.source, name), encoding="utf-8") as file:
            return file.read()

    def metadata(self):
        self.make("src/METADATA")
        return self.text("src/METADATA")

    def installed(self):
        """Installs into a folder; returns it. Its jsonde/ is the package."""
        target = os.path.join(self.folder.name, "installed")
        strip = self.settings.get("strip", "yes") != "no"
        self.make("all")
        self.make(
            "install-strip" if strip else "install",
            f"DESTDIR={target}", "pyexecdir=/package",
        )
        return os.path.join(target, "package")


def dist_info(build, tag):
    """(name, text) of the files in the folder of metadata, without RECORD."""
    return [
        ("METADATA", build.metadata()),
        ("WHEEL", "Wheel-Version: 1.0\nGenerator: jsonde\nRoot-Is-Purelib: false\n"
                  + "".join(f"Tag: {t}\n" for t in tag.expanded())),
        ("entry_points.txt", build.text("src/entry_points.txt")),
        ("licenses/COPYING", build.text("COPYING")),
    ]


# Where pip puts the pages of packaging/pages, below the prefix of the environment.
PAGES = {
    "jsonde.1": "share/man/man1",
    "jsonde.3": "share/man/man3",
    "jsonde.bash": "share/bash-completion/completions",
    "jsonde.fish": "share/fish/vendor_completions.d",
    "_jsonde": "share/zsh/site-functions",
}


def add_pages(build, wheel):
    """Adds the manual page, and the completion of shells."""
    for name, folder in PAGES.items():
        text = build.text(f"packaging/pages/{name}")
        wheel.add_text(f"{wheel.stem}.data/data/{folder}/{name}", text)


def finish_wheel(build, wheel, tag, directory):
    for name, text in dist_info(build, tag):
        wheel.add_info(name, text)
    return wheel.write(directory)


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    with Build(config_settings) as build:
        tag = wheel_tag()
        wheel = Wheel(build.metadata(), tag)
        wheel.add_package(os.path.join(build.installed(), "jsonde"))
        add_pages(build, wheel)
        return finish_wheel(build, wheel, tag, wheel_directory)


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    """The wheel leads to build/editable-TAG in the source tree, where the Python
    files are links and the module is a copy: after a change in C install again."""
    with Build(config_settings) as build:
        tag = wheel_tag()
        package = os.path.join(build.installed(), "jsonde")
        folder = os.path.join(SOURCE, "build", f"editable-{tag}")
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(os.path.join(folder, "jsonde"))
        for name in os.listdir(package):
            target = os.path.join(folder, "jsonde", name)
            original = os.path.join(SOURCE, "src", "jsonde", name)
            if os.path.exists(original):
                os.symlink(original, target)
            elif name.startswith("_jsonde."):
                shutil.copy2(os.path.join(package, name), target)
        wheel = Wheel(build.metadata(), tag)
        wheel.add_text("_jsonde_editable.pth", folder + "\n")
        return finish_wheel(build, wheel, tag, wheel_directory)


def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    with Build(config_settings) as build:
        tag = wheel_tag()
        wheel = Wheel(build.metadata(), tag)
        for name, text in dist_info(build, tag):
            path = os.path.join(metadata_directory, wheel.info, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        return wheel.info


prepare_metadata_for_build_editable = prepare_metadata_for_build_wheel


# Options of tar and gzip without which each archive would be another one.
SAME_TAR = (
    "--sort=name --owner=0 --group=0 --numeric-owner --mode=go-w"
    " --pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime"
)


def build_sdist(sdist_directory, config_settings=None):
    """Exactly what make dist makes, with equal bytes each time."""
    with Build(config_settings) as build:
        options = f"{SAME_TAR} --mtime=@{source_date()}"
        build.make("dist-gzip", "GZIP_ENV=-9n", TAR_OPTIONS=options)
        (name,) = (n for n in os.listdir(build.source) if n.endswith(".tar.gz"))
        shutil.copy2(
            os.path.join(build.source, name), os.path.join(sdist_directory, name)
        )
        return name


def get_requires_for_build_wheel(config_settings=None):
    return []


get_requires_for_build_sdist = get_requires_for_build_wheel
get_requires_for_build_editable = get_requires_for_build_wheel
