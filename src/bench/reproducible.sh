#!/bin/sh
# Builds what is committed twice, in two directories, and compares what comes out octet by octet.
# Usage: src/bench/reproducible.sh
# Prints a line for each file; ends with 1 if one differs.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for build in one two; do
  git clone -q "$root" "$work/$build"
  (cd "$work/$build" && ./mvnw -q verify -DskipTests >"$work/$build.log" 2>&1) || { tail -20 "$work/$build.log" >&2; exit 1; }
done

different=0
for file in "$work"/one/target/postmeister.jar "$work"/one/target/postmeister-*.tar.gz "$work"/one/target/postmeister_*.deb; do
  name=$(basename "$file")
  if cmp -s "$file" "$work/two/target/$name"; then
    echo "$name: the same, $(sha256sum "$file" | cut -c 1-16)…"
  else
    echo "$name: different"
    different=1
  fi
done
exit $different
