#!/usr/bin/env bash
# Solves the public instances with smena, CP-SAT and Timefold, one after another,
# for the same seconds on the same threads, and prints one table.
#
#   solver/bench/compare.sh INSTANCES [FOLDER] [flags of "smena bench solver"]
#
# INSTANCES is the folder of Instance1.txt …; FOLDER (./compare) takes what the
# peers need, rosters and runs.jsonl. A series that was interrupted goes on.
# Needs Go, Python 3 with venv, Maven, and Java 21 or newer (JAVA_HOME).
set -euo pipefail
instances=$(cd "$1" && pwd)
folder=${2:-compare}
shift $(($# < 2 ? $# : 2))
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

if [ ! -x "$folder/venv/bin/python" ]; then
	python3 -m venv "$folder/venv"
	"$folder/venv/bin/pip" install --quiet ortools==9.15.6755
fi
if [ ! -f "$folder/timefold/target/peer.jar" ]; then
	mkdir -p "$folder/timefold"
	cp -r "$here/timefold/pom.xml" "$here/timefold/src" "$folder/timefold"
	mvn --quiet --batch-mode --file "$folder/timefold/pom.xml" package
fi
(cd "$here/../.." && go build -o "$folder/smena" ./cmd/smena)

lib=$folder/timefold/target
exec "$folder/smena" bench solver "$instances" --out "$folder/runs" \
	--peer "CP-SAT=$folder/venv/bin/python $here/cpsat.py" \
	--peer "Timefold=$java -cp $lib/peer.jar:$lib/lib/* org.smena.peer.Peer" "$@"
