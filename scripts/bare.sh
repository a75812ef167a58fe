#!/usr/bin/env bash
# Tries the README's commands as a newcomer would: in a bare root of Debian, on the committed tree.
#
#   scripts/bare.sh                                  Debian 12 and 13, as root and as a user with sudo:
#                                                    make site, make site again, make test
#   scripts/bare.sh --suite bookworm --as root site  one root, one user, `make site` alone
#
# --suite and --as may be given more than once; what follows are make's targets, in order. --keep
# leaves the roots (about 3 GB each) where they are and says where. Runs as root on Debian with git.
#
# The root holds make, python3 and ca-certificates (for the user also sudo) and nothing of this
# machine but: its apt sources (with the suite's name changed), its resolver and hosts, its own CA
# certificates, pip's settings and the proxy's variables. No cache is carried over, so what bootstrap
# does not install is not there. Exit 1: a command failed in the root. Exit 3: no root could be made.
# shellcheck disable=SC2016  # what stands in single quotes is expanded in the root
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf 'bare: %s\n' "$*"; }
give_up() { printf 'bare: %s\n' "$*" >&2; exit 3; }

suites=() users=() targets=() keep=no
while [ $# -gt 0 ]; do
  case $1 in
    --suite) suites+=("$2"); shift 2 ;;
    --as) users+=("$2"); shift 2 ;;
    --keep) keep=yes; shift ;;
    -*) printf 'usage: scripts/bare.sh [--suite SUITE]… [--as root|newcomer]… [--keep] [TARGET…]\n' >&2; exit 2 ;;
    *) targets+=("$1"); shift ;;
  esac
done
[ ${#suites[@]} -gt 0 ] || suites=(bookworm trixie)
[ ${#users[@]} -gt 0 ] || users=(root newcomer)
[ ${#targets[@]} -gt 0 ] || targets=(site site test)

[ "$(id -u)" -eq 0 ] || give_up "making a root needs root: sudo scripts/bare.sh"
# shellcheck source=/dev/null
. /etc/os-release
[ "$ID" = debian ] || give_up "this machine is $ID; its apt sources do not lead to Debian"
machine_suite=$VERSION_CODENAME
if ! command -v mmdebstrap >/dev/null; then
  apt-get update -qq || true
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends mmdebstrap >/dev/null ||
    give_up "mmdebstrap could not be installed"
fi
[ -z "$(git status --porcelain)" ] || say "uncommitted changes are not tried: the root gets $(git rev-parse --short HEAD)"

work=$(mktemp -d "${TMPDIR:-/tmp}/jibao-bare.XXXXXX")
chmod 755 "$work"
put_away() { if [ "$keep" = yes ]; then say "kept: $work"; else rm -rf "$work"; fi; }
trap put_away EXIT

# The machine's own sources, only those that know its suite, with the suite's name changed.
sources() {
  local file
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources; do
    if ! grep -qsw "$machine_suite" "$file"; then continue; fi
    sed "s/\b$machine_suite\b/$1/g" "$file" >"$work/$(basename "$file")"
    printf '%s\n' "$work/$(basename "$file")"
  done
}

# What lets apt and pip reach their registries from this machine.
hand_in() {
  local root=$1 home=$2
  install -m 644 /etc/resolv.conf /etc/hosts "$root/etc/"
  if [ -d /usr/local/share/ca-certificates ]; then
    cp -rT /usr/local/share/ca-certificates "$root/usr/local/share/ca-certificates"
  fi
  chroot "$root" update-ca-certificates >/dev/null 2>&1 || give_up "the CA certificates could not be handed in"
  if [ -f /etc/pip.conf ]; then cp /etc/pip.conf "$root/etc/"; fi
  if [ -d /etc/xdg/pip ]; then mkdir -p "$root/etc/xdg" && cp -r /etc/xdg/pip "$root/etc/xdg/"; fi
  if [ -d "$HOME/.config/pip" ]; then mkdir -p "$root$home/.config" && cp -r "$HOME/.config/pip" "$root$home/.config/"; fi
}

# Private mounts and processes: nothing that runs in the root outlives it or is seen outside.
inside() {
  local root=$1 user=$2 home=/root; shift 2
  [ "$user" = root ] || home=/home/$user
  local settings=() name
  while IFS= read -r name; do settings+=("$name=${!name}"); done < <(compgen -e | grep -Ei '^(PIP_|SSL_CERT_|(https?|no)_proxy$)')
  unshare --mount --pid --fork --kill-child bash -ec '
    root=$1 user=$2; shift 2
    mount --make-rprivate /
    mount -t proc proc "$root/proc"
    mount -t sysfs -o ro sysfs "$root/sys"
    mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
    mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$root/dev/pts"
    exec chroot "$root" setpriv --reuid "$user" --regid "$user" --init-groups "$@"
  ' inside "$root" "$user" env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    HOME="$home" USER="$user" TERM=dumb "${settings[@]}" "$@" </dev/null
}

try() {
  local suite=$1 user=$2 root="$work/$1-$2" home=/root include=make,python3,ca-certificates
  local from=() place target begun
  if [ "$user" != root ]; then include+=,sudo home=/home/$user; fi
  mapfile -t from < <(sources "$suite")
  [ ${#from[@]} -gt 0 ] || give_up "no apt source of this machine names $machine_suite"
  mmdebstrap --quiet --variant=minbase --include="$include" "$suite" "$root" "${from[@]}" || give_up "no root of $suite could be made"
  if [ "$user" != root ]; then
    chroot "$root" useradd --create-home --shell /bin/bash "$user"
    echo "$user ALL=(ALL) NOPASSWD:ALL" >"$root/etc/sudoers.d/$user"
  fi
  hand_in "$root" "$home"
  inside "$root" root true || give_up "this machine refuses the mounts that a root needs"
  place="$home/成武 季报/jibao 副本"
  mkdir -p "$root$place"
  git clone --quiet --no-local "$PWD" "$root$place"
  chroot "$root" chown -R "$user:$user" "$home"
  say "$suite as $user: Debian $(chroot "$root" sh -c '. /etc/os-release; echo "$VERSION_ID"'), $(inside "$root" "$user" python3 -V), in $place"
  chroot "$root" dpkg-query -W -f '${Package}\n' >"$work/before"
  for target in "${targets[@]}"; do
    begun=$(date +%s)
    say "$suite as $user: make $target"
    inside "$root" "$user" sh -c 'cd "$1" && exec make "$2"' sh "$place" "$target" ||
      { say "$suite as $user: make $target FAILED after $(($(date +%s) - begun)) s"; return 1; }
    say "$suite as $user: make $target done in $(($(date +%s) - begun)) s"
  done
  say "$suite as $user: bootstrap installed $(chroot "$root" dpkg-query -W -f '${Package}\n' | grep -vxFf "$work/before" | tr '\n' ' ')"
  [ "$keep" = yes ] || rm -rf "$root"
}

for suite in "${suites[@]}"; do
  for user in "${users[@]}"; do try "$suite" "$user"; done
done
say "all is well: ${suites[*]} as ${users[*]}: ${targets[*]}"
