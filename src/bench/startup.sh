#!/bin/sh
# Measures how long the production jar takes until it has answered a first request, and the memory it has then.
# Usage: ./mvnw package -DskipTests && src/bench/startup.sh [runs]
# Prints the median of the runs for: java -jar, extracted, by the launcher with the AOT cache; the first is the reference.
set -eu

runs=${1:-5}
root=$(cd "$(dirname "$0")/../.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
work=$(mktemp -d)
process=
trap '[ -z "$process" ] || kill "$process" 2>/dev/null || true; rm -rf "$work"' EXIT
port=18080
command -v curl >/dev/null || { echo "curl is needed" >&2; exit 1; }
if curl -s -o /dev/null "http://localhost:$port"; then echo "Port $port is in use" >&2; exit 1; fi

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }

now() { date +%s%N; }

# Starts the command in $@, waits for the first answer, prints "milliseconds kilobytes".
measure() {
  rm -rf "$work/data"
  begin=$(now)
  SERVER_PORT=$port POSTMEISTER_DATA_DIR="$work/data" "$@" >"$work/log" 2>&1 &
  process=$!
  until curl -sf -o /dev/null "http://localhost:$port/login"; do
    kill -0 "$process" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
    sleep 0.02
  done
  end=$(now)
  memory=$(awk '/^VmRSS/ { print $2 }' "/proc/$process/status")
  kill "$process"
  wait "$process" 2>/dev/null || true
  process=
  echo "$(((end - begin) / 1000000)) $memory"
}

# Prints a row of the table: $1 is its title, the rest the command.
report() {
  title=$1
  shift
  : >"$work/results"
  for run in $(seq "$runs"); do measure "$@" >>"$work/results"; done
  time=$(cut -d' ' -f1 "$work/results" | median)
  memory=$(cut -d' ' -f2 "$work/results" | median)
  reference=${reference:-$time}
  awk -v title="$title" -v time="$time" -v memory="$memory" -v reference="$reference" \
    'BEGIN { printf "| %s | %.1f s | %.2f | %d MB |\n", title, time / 1000, time / reference, memory / 1024 }'
}

"$java" -Djarmode=tools -jar "$root/target/postmeister.jar" extract --destination "$work/extracted"
mkdir "$work/extracted/bin"
cp "$root/src/main/dist/bin/postmeister" "$work/extracted/bin"
cd "$work/extracted"
JAVA_HOME=$(dirname "$(dirname "$(readlink -f "$(command -v "$java")")")")
export JAVA_HOME
bin/postmeister train

echo "| started as | until the first answer | ratio | resident memory |"
echo "|---|---|---|---|"
report "java -jar" "$java" -jar "$root/target/postmeister.jar"
report "extracted" "$java" -jar postmeister.jar
report "as packages start it, with the AOT cache" bin/postmeister
