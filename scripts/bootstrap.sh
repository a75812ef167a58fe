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
python=${PYTHON:-python3}
venv=${VENV:-.venv}
fonts=.fonts
fandol=/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol

say() { printf 'bootstrap: %s\n' "$*"; }
give_up() { printf 'bootstrap: %s\n' "$*" >&2; exit 3; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else give_up "not root and no sudo; run as root: $*"
  fi
}

has_apt() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }
installed() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }
offered() { apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [^(]'; }

updated=no
refresh() {
  if [ "$updated" = no ]; then
    as_root apt-get update -qq || say "apt-get update failed; going on with the lists at hand"
    updated=yes
  fi
}

# Every argument is one need; `a|b` takes the first that this release offers, `+a` may be absent
# (Ubuntu 22.04 has libharfbuzz-subset inside libharfbuzz0b and no LXGW WenKai).
apt_need() {
  local need name missing=() wanted=() optional
  for need in "$@"; do
    local found=no
    for name in ${need//|/ }; do if installed "${name#+}"; then found=yes; fi; done
    if [ "$found" = no ]; then missing+=("$need"); fi
  done
  if [ ${#missing[@]} -eq 0 ]; then return; fi
  refresh
  for need in "${missing[@]}"; do
    optional=no; case $need in +*) optional=yes; need=${need#+} ;; esac
    local picked=
    for name in ${need//|/ }; do if [ -z "$picked" ] && offered "$name"; then picked=$name; fi; done
    if [ -n "$picked" ]; then wanted+=("$picked")
    elif [ "$optional" = no ]; then give_up "apt offers no package $need"
    fi
  done
  if [ ${#wanted[@]} -eq 0 ]; then return; fi
  say "installing ${wanted[*]}"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null
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

virtual_environment() {
  "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' ||
    give_up "$python is $("$python" -V 2>&1); Python 3.11, 3.12 or 3.13 is needed (PYTHON=python3.12 make …)"
  if [ -x "$venv/bin/python" ] && "$venv/bin/python" -m pip --version >/dev/null 2>&1; then return; fi
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    has_apt || give_up "$python has no venv module: install it"
    apt_need "$("$python" -c 'import sys; print("python%d.%d-venv|python3-venv" % sys.version_info[:2])')"
  fi
  say "making $venv"
  "$python" -m venv "$venv"
}

# One stamp per lock file: pip is asked again only when the lock or the project's own file changed.
packages() {
  local lock=$1 stamp="$venv/.$1.sha256" now
  now=$(cat "$lock" pyproject.toml | sha256sum)
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ]; then return; fi
  say "installing the packages of $lock"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --editable .
  printf '%s\n' "$now" >"$stamp"
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
  # shellcheck disable=SC2064  # the path is wanted as it is now
  trap "rm -rf '$scratch'" EXIT
  chmod 755 "$scratch"
  say "fetching the Fandol faces (texlive-lang-chinese, about 50 MB, unpacked in $scratch only)"
  (cd "$scratch" && apt-get download -qq texlive-lang-chinese 2>/dev/null) ||
    give_up "apt-get download texlive-lang-chinese failed"
  dpkg-deb -x "$scratch"/texlive-lang-chinese_*.deb "$scratch/tree"
  "$venv/bin/python" "$script" --out "$fonts" --fandol "$scratch/tree$fandol"
}

site() {
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
  # mutool draws pages beside poppler; Java and JAXB run veraPDF (scripts/verapdf.py).
  apt_need poppler-utils +mupdf-tools '+openjdk-17-jre-headless|openjdk-21-jre-headless|default-jre-headless' +libjaxb-java
  if command -v chromium >/dev/null || command -v google-chrome >/dev/null; then return; fi
  if grep -qi '^ID=ubuntu' /etc/os-release; then
    say "Ubuntu ships Chromium as a snap only: browser tests will be skipped unless chromium is on the PATH (snap install chromium)"
    return
  fi
  apt_need chromium
}

case $what in
  site) site ;;
  test) site; tests ;;
  *) printf 'usage: scripts/bootstrap.sh site|test\n' >&2; exit 2 ;;
esac
say "$what: ready"
