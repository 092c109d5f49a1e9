# SPDX-License-Identifier: MIT
#
# Sourced by tests that need a new, minimal Debian: check-fresh, check-deb,
# check-rpm. They are called as CHECK SOURCE DIRECTORY [ARGUMENT...], as root, with
# debootstrap. Packages come from where apt gets them on this machine.

say() { printf '%s: %s\n' "$chroot_name" "$*"; }

# Starts this script again in name spaces of its own, to which its mounts and
# processes belong: nothing of them is left. Returns in the inner run, with `source`
# and `root` set. DIRECTORY is removed at the end, whatever happens.
chroot_enter() {
    chroot_name=$1
    shift
    if [ "$1" = --inside ]; then
        source=$2
        root=$3
        return
    fi
    mkdir "$2"
    source=$(cd "$1" && pwd)
    root=$(cd "$2" && pwd)
    shift 2
    child=
    chroot_clean() {
        [ -z "$child" ] || kill -KILL "$child" 2>/dev/null || :
        rm -rf --one-file-system "$root"
    }
    trap chroot_clean EXIT
    trap 'exit 1' HUP INT TERM
    unshare --mount --pid --fork --kill-child \
        sh "$0" --inside "$source" "$root" "$@" &
    child=$!
    status=0
    wait "$child" || status=$?
    child=
    exit "$status"
}

# chroot_make [SUITE]: a minimal Debian in $root, by default of the release that
# runs here, with a copy of $source in /jsonde.
chroot_make() {
    here=$(. /etc/os-release && echo "$VERSION_CODENAME")
    suite=${1:-$here}
    mirror=$(apt-get indextargets --format '$(REPO_URI)' \
        'Created-By: Packages' "Release: $here" 'Component: main' | head -n 1)
    if [ -z "$mirror" ]; then
        say "apt knows no mirror of $here" >&2
        exit 1
    fi
    say "debootstrap of $suite"
    debootstrap --variant=minbase "$suite" "$root" "$mirror" >"$root.log" 2>&1 || {
        tail -n 20 "$root.log" >&2
        exit 1
    }
    rm -f "$root.log"
    chroot_packages
    # To wait for the disk after each file is of no use here.
    echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/fresh"
    mkdir "$root/jsonde"
    cp -r "$source/." "$root/jsonde"
    mount -t proc proc "$root/proc"
    # Pseudo-terminals, as on every system that was booted.
    mkdir -p "$root/dev/pts"
    mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
    ln -sf pts/ptmx "$root/dev/ptmx"
}

# Packages and names come from where this machine has them.
chroot_packages() {
    for part in preferences preferences.d auth.conf auth.conf.d trusted.gpg \
        trusted.gpg.d keyrings; do
        rm -rf "$root/etc/apt/$part"
        [ ! -e "/etc/apt/$part" ] || cp -a "/etc/apt/$part" "$root/etc/apt/"
    done
    if [ "$suite" = "$here" ]; then
        rm -rf "$root/etc/apt/sources.list" "$root/etc/apt/sources.list.d"
        for part in sources.list sources.list.d; do
            [ ! -e "/etc/apt/$part" ] || cp -a "/etc/apt/$part" "$root/etc/apt/"
        done
    else
        # A mirror may be older than its index says it may be.
        echo "deb [check-valid-until=no] $mirror $suite main" \
            >"$root/etc/apt/sources.list"
    fi
    apt-config dump | grep '^Acquire::' >"$root/etc/apt/apt.conf.d/90machine"
    for file in /etc/resolv.conf /etc/hosts /etc/ssl/certs/ca-certificates.crt \
        /usr/share/keyrings/*; do
        [ -f "$file" ] || continue
        mkdir -p "$root$(dirname "$file")"
        cp -L "$file" "$root$file"
    done
}

# Runs a command in /jsonde there, in the environment of a new user.
chroot_run() {
    chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
        DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 \
        ${JSONDE_PROFILE+"JSONDE_PROFILE=$JSONDE_PROFILE"} \
        ${http_proxy+"http_proxy=$http_proxy"} \
        ${https_proxy+"https_proxy=$https_proxy"} \
        ${no_proxy+"no_proxy=$no_proxy"} \
        sh -c 'cd /jsonde && "$@"' sh "$@"
}

# chroot_run, told with its time.
typed() {
    say "$*"
    start=$(date +%s)
    chroot_run "$@" || chroot_failed
    say "$* took $(($(date +%s) - start)) s"
}

# Shows what pytest says of failures, and ends.
chroot_failed() {
    for log in "$root"/jsonde/tests/api/*.log; do
        [ -f "$log" ] || continue
        sed -n '/^=.* FAILURES/,$p' "$log" | cut -c 1-200 | head -n 100
    done
    exit 1
}
