#!/bin/sh
# Collects the PNG files that docs/performance.md was measured with from Debian packages: about 300 MB of photos,
# documentation, clip art, sprites and icons. It downloads and unpacks; it installs nothing.
#   corpus.sh DIRECTORY
set -eu
target=${1:?usage: corpus.sh DIRECTORY}
command -v apt-get >/dev/null && command -v dpkg >/dev/null || { echo "corpus.sh needs Debian's apt-get and dpkg" >&2; exit 1; }
mkdir -p "$target"
target=$(cd "$target" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

collect() {
  class=$1
  shift
  for package; do
    apt-get download -q "$package" >/dev/null || { echo "cannot download $package; run apt-get update first" >&2; exit 1; }
    dpkg -x "$package"_*.deb "$package"
    mkdir -p "$target/$class"
    number=0
    find "$package" -type f -name '*.png' | LC_ALL=C sort >list
    while IFS= read -r image; do
      number=$((number + 1))
      cp "$image" "$target/$class/$package-$(printf %05d "$number").png"
    done <list
    echo "$package: $number files"
  done
}

collect photo plasma-workspace-wallpapers mate-backgrounds desktop-base
collect docs python-skimage-doc
collect clipart openclipart-png
collect sprites flare-game enigma-data lincity-ng-data
collect icons oxygen-icon-theme
