#!/usr/bin/env bash
# Prepares a machine: system libraries and fonts, then the locked Python packages in .venv.
#
#   scripts/bootstrap.sh site    what `make site` needs
#   scripts/bootstrap.sh test    what `make test` needs beside that
#
# Safe to repeat: everything is looked for before it is fetched. PYTHON names the interpreter
# (default python3). Exit 3: something needed is missing and cannot be installed from here.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

what=${1:-site}
case $what in site|test) ;; *) printf 'usage: scripts/bootstrap.sh site|test\n' >&2; exit 2 ;; esac
python=${PYTHON:-python3}
venv=${VENV:-.venv}
fonts=.fonts
fandol=/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol
log=$(mktemp) lists=$(mktemp)
trap 'rm -f "$log" "$lists"' EXIT

say() { printf 'bootstrap: %s\n' "$*"; }
give_up() { printf 'bootstrap: %s\n' "$*" >&2; exit 3; }

# Whatever the umask, what apt lays out is for everybody.
as_root() (
  umask 022
  if [ "$(id -u)" -eq 0 ]; then exec "$@"; fi
  # sudo keeps no proxy of its own accord.
  exec sudo env ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
    ${no_proxy:+no_proxy="$no_proxy"} "$@"
)
apt() {
  as_root env LC_ALL=C DEBIAN_FRONTEND=noninteractive \
    apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold "$@" </dev/null
}

# failed STEP: one line about a command whose output is in the log. English words of apt, pip and the
# C library are looked for, so those commands run under LC_ALL=C.
no_network='Temporary failure resolving|Could not resolve|name resolution|Name or service not known|Failed to establish a new connection|NewConnectionError|Could not connect|Unable to connect|Network is unreachable|[Tt]imed out'
other_trouble='certificate|SSL|407|THESE PACKAGES DO NOT MATCH|No space left'
failed() {
  local from=${2:-$log}
  if ! grep -Eq "$other_trouble" "$from" && grep -Eq "$no_network" "$from"; then
    give_up "the network is missing: $1 wanted it"
  fi
  grep -E '^(E:|ERROR)' "$from" >&2 || tail -n 5 "$from" >&2
  give_up "$1 failed"
}

# No pipes into grep -q here: it leaves at the first hit, the writer gets SIGPIPE, and under pipefail
# a package on offer counts as missing.
has_apt() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }
installed() {
  case $(dpkg-query -W -f '${Status}' "$1" 2>/dev/null || true) in *'ok installed'*) true ;; *) false ;; esac
}
offered() {
  case $(LC_ALL=C apt-cache policy "$1" 2>/dev/null || true) in *'Candidate: '[!\(]*) true ;; *) false ;; esac
}

# One source of many may fail without harm (a vendor's own, say), so a failure is kept until
# something is really not to be had. Without Error-Mode, apt-get update succeeds without a network.
updated=no
refresh() {
  if [ "$updated" != no ]; then return; fi
  updated=yes
  apt update -o APT::Update::Error-Mode=any >"$lists" 2>&1 || updated=failed
}

# Every argument is one need; `a|b` takes the first that this release offers, `+a` may be absent
# (Ubuntu 22.04 has libharfbuzz-subset inside libharfbuzz0b and no LXGW WenKai).
apt_need() {
  local need name missing=() required=() wanted=() optional
  for need in "$@"; do
    local found=no
    for name in ${need//|/ }; do if installed "${name#+}"; then found=yes; fi; done
    if [ "$found" = yes ]; then continue; fi
    missing+=("$need")
    case $need in +*) ;; *) required+=("${need%%|*}") ;; esac
  done
  # The lists are fetched for what is needed; what may be absent is looked for in those at hand.
  if [ ${#required[@]} -gt 0 ]; then
    [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null ||
      give_up "not root and no sudo; as root: apt-get update && apt-get install ${required[*]}"
    refresh
  elif [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
    return
  fi
  for need in "${missing[@]}"; do
    optional=no; case $need in +*) optional=yes; need=${need#+} ;; esac
    local picked=
    for name in ${need//|/ }; do if [ -z "$picked" ] && offered "$name"; then picked=$name; fi; done
    if [ -n "$picked" ]; then wanted+=("$picked")
    elif [ "$optional" = yes ]; then say "apt offers no package $need; going on without it"
    elif [ "$updated" = failed ]; then failed "apt-get update (for $need)" "$lists"
    else give_up "apt offers no package $need"
    fi
  done
  if [ ${#wanted[@]} -eq 0 ]; then return; fi
  say "installing ${wanted[*]}"
  apt install -y --no-install-recommends "${wanted[@]}" >"$log" 2>&1 ||
    failed "apt-get install ${wanted[*]}"
}

loads() { "$python" -c 'import ctypes.util, sys; sys.exit(not all(map(ctypes.util.find_library, sys.argv[1:])))' "$@"; }

system_libraries() {
  if has_apt; then
    apt_need libpango-1.0-0 libpangoft2-1.0-0 +libharfbuzz-subset0 'fonts-liberation2|fonts-liberation' +fonts-lxgw-wenkai
    return
  fi
  say "no apt-get here: install Pango 1.44+ (with pangoft2), HarfBuzz, Liberation 2 and LXGW WenKai yourself; put Fandol*.otf into $fonts/source (CTAN: fandol)"
  loads pango-1.0 pangoft2-1.0 || give_up "Pango was not found; PDFs cannot be made"
}

# Said before anything is installed.
python_is_there() {
  if environment_is_whole; then return; fi
  command -v "$python" >/dev/null || give_up "there is no $python: install Python 3.11 to 3.14, or name one: PYTHON=python3.12 make …"
  "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' ||
    give_up "$python is $("$python" -V 2>&1); Python 3.11 to 3.14 is needed (PYTHON=python3.12 make …)"
}

# Scripts inside hold the folder's full name, and the interpreter is a link to the system's: a moved
# folder, a Python that has gone or another PYTHON asked for means a new environment.
version() { "$1" -c 'import pip, sys; print(*sys.version_info[:2])' 2>/dev/null; }
environment_is_whole() {
  local now
  [ -f "$venv/.place" ] && [ "$(cat "$venv/.place")" = "$(pwd -P)" ] || return 1
  now=$(version "$venv/bin/python") || return 1
  [ -z "${PYTHON:-}" ] || [ "$("$python" -c 'import sys; print(*sys.version_info[:2])' 2>/dev/null)" = "$now" ]
}

virtual_environment() {
  if environment_is_whole; then return; fi
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    has_apt || give_up "$python has no venv module: install it"
    apt_need "$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
  fi
  say "making $venv"
  "$python" -m venv --clear "$venv"
  pwd -P >"$venv/.place"
}

# One stamp per lock file: pip is asked again only when the lock or the project's own file changed.
packages() {
  local lock=$1 stamp="$venv/.$1.sha256" now
  now=$(cat "$lock" pyproject.toml | sha256sum)
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ]; then return; fi
  say "installing the packages of $lock"
  fetch --require-hashes -r "$lock" || failed "pip install -r $lock"
  fetch --no-deps --editable . || failed "pip install --editable ."
  # A path from there to here, so that it is ASCII: Python 3.11 reads it in the locale's encoding, and under
  # LC_ALL=C, or with a locale that is not installed, a checkout in a Chinese folder would not start.
  LC_ALL=C.UTF-8 "$venv/bin/python" -c 'if True:
    import os, pathlib, sysconfig
    inside = pathlib.Path(sysconfig.get_path("purelib"))
    (inside / "_jibao.pth").write_text(os.path.relpath(os.getcwd(), inside) + "\n", "utf-8")'
  printf '%s\n' "$now" >"$stamp"
}
fetch() {
  LC_ALL=C.UTF-8 "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --retries 2 "$@" >"$log" 2>&1
}

faces() {
  local script=scripts/fonts.py scratch
  if "$venv/bin/python" "$script" --check --out "$fonts"; then return; fi
  if [ -d "$fandol" ]; then
    "$venv/bin/python" "$script" --out "$fonts" --fandol "$fandol"
    return
  fi
  if [ -d "$fonts/source" ]; then
    "$venv/bin/python" "$script" --out "$fonts" --fandol "$fonts/source"
    return
  fi
  has_apt || give_up "the Fandol faces are missing: put Fandol*.otf into $fonts/source (CTAN: fandol)"
  refresh
  scratch=$(mktemp -d)
  # shellcheck disable=SC2064  # the paths are wanted as they are now
  trap "rm -rf '$log' '$lists' '$scratch'" EXIT
  chmod 755 "$scratch"
  say "fetching the Fandol faces (texlive-lang-chinese, about 50 MB, unpacked in $scratch only)"
  (cd "$scratch" && LC_ALL=C apt-get download -qq texlive-lang-chinese >"$log" 2>&1) ||
    failed "apt-get download texlive-lang-chinese"
  dpkg-deb -x "$scratch"/texlive-lang-chinese_*.deb "$scratch/tree"
  "$venv/bin/python" "$script" --out "$fonts" --fandol "$scratch/tree$fandol"
}

site() {
  python_is_there
  system_libraries
  virtual_environment
  packages requirements.txt
  faces
}

tests() {
  packages requirements-dev.txt
  if ! has_apt; then
    say "no apt-get here: install Chromium, poppler-utils, mupdf-tools, Java 17 and JAXB for the browser and PDF tests; without them those tests are skipped"
    return
  fi
  # The browser driver's node needs libatomic1; mutool draws pages beside poppler; Java and JAXB run
  # veraPDF (scripts/verapdf.py).
  apt_need poppler-utils libatomic1 +mupdf-tools '+openjdk-17-jre-headless|openjdk-21-jre-headless|default-jre-headless' +libjaxb-java
  if command -v chromium >/dev/null || command -v google-chrome >/dev/null; then return; fi
  if grep -qi '^ID=ubuntu' /etc/os-release; then
    say "Ubuntu ships Chromium as a snap only: browser tests will be skipped unless chromium is on the PATH (snap install chromium)"
    return
  fi
  apt_need chromium
}

site
if [ "$what" = test ]; then tests; fi
say "$what: ready"
