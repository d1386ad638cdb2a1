# Sourced by tools/run and tools/test: what gloss needs of the machine, and how it is built.
# Whatever is said here goes to standard error, so that standard output is the caller's.

root=$(dirname -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")")

# A line each: Debian's package, the command or pkg-config module that shows it elsewhere, and what it is.
# Both commands configure build/, tests and all: what that takes is among the first.
build_needs='
  gcc              gcc              the GNU C compiler
  g++              g++              the GNU C++ compiler
  cmake            cmake            CMake
  ninja-build      ninja            Ninja
  pkg-config       pkg-config       pkg-config
  liblua5.4-dev    lua5.4.pc        the Lua 5.4 library and its headers
  libutf8proc-dev  libutf8proc.pc   the utf8proc library and its headers
  libpcre2-dev     libpcre2-8.pc    the PCRE2 library and its headers
  libsimdjson-dev  simdjson.pc      the simdjson library and its headers
  libxml2-dev      libxml-2.0.pc    the libxml2 library and its headers
  libarchive-dev   libarchive.pc    the libarchive library and its headers
  libsqlite3-dev   sqlite3.pc       the SQLite library and its headers
  libcmocka-dev    cmocka.pc        the cmocka library and its headers
  python3          python3          Python 3
'
test_needs='
  clang            clang            Clang
  libclang-rt-dev  clang            the sanitizers of Clang
  llvm             llvm-symbolizer  the symbolizer of LLVM
  locales          localedef        locales to make one of
'
valgrind_needs='
  valgrind         valgrind         Valgrind
'

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

column() { awk -v n="$1" 'NF { print $n }' <<<"$2"; }

# Has what the list names installed, or says what is missing and exits 2.
need() {
  if command -v apt-get >/dev/null; then need_packages "$1"; else need_found "$1"; fi
}

need_packages() {
  local wanted missing
  wanted=$(column 1 "$1" | sort)
  missing=$(comm -23 <(echo "$wanted") <(installed_of $wanted | sort))
  [[ -z $missing ]] && return
  say "installing" $missing "(a minute or two)"
  quietly install_packages $missing || {
    say "could not install them; as root, this should: apt-get install" $missing
    exit 2
  }
}

install_packages() {
  as_root apt-get update -q && as_root apt-get install -q -y --no-install-recommends "$@"
}

installed_of() {
  dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^installed //p'
}

as_root() {
  local sudo=
  ((EUID == 0)) || sudo=sudo
  $sudo env DEBIAN_FRONTEND=noninteractive "$@"
}

need_found() {
  local package probe what missing=
  while read -r package probe what; do
    [[ -z $package ]] || is_here "$probe" || missing+=$'\n'"  $what"
  done <<<"$1"
  [[ -z $missing ]] && return
  say "please install what is missing, then try again:$missing"
  exit 2
}

is_here() {
  case $1 in
    *.pc) pkg-config --exists "${1%.pc}" 2>/dev/null ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

# Runs a command, and shows what it says only if it fails. The caller's standard input is not touched.
quietly() {
  local log status=0
  log=$("$@" 2>&1 </dev/null) || status=$?
  ((status == 0)) || printf '%s\n' "$log" >&2
  return "$status"
}

# Brings a build folder up to date, or exits 2: build FOLDER TARGET [CMAKE OPTION…].
build() {
  local folder=$1 target=$2 time="some minutes"
  shift 2
  [[ $target != gloss ]] || time="up to a minute"
  is_built "$folder" "$target" || say "building in $folder/, which takes $time"
  quietly make_target "$folder" "$target" "$@" || {
    say "could not build in $folder/; the log above says why"
    exit 2
  }
}

is_built() {
  [[ -e $root/$1/build.ninja ]] && [[ $(ninja -C "$root/$1" -n "$2" 2>&1) == *"no work to do"* ]]
}

make_target() {
  local folder=$root/$1 target=$2
  shift 2
  cmake -S "$root" -B "$folder" -G Ninja "$@" && cmake --build "$folder" --target "$target"
}
