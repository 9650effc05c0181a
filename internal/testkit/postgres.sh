#!/bin/sh
# Runs a PostgreSQL in a folder of its own until its standard input ends, then
# stops it and removes the folder. It ends with whoever started it, however
# that came about, because the pipe to it closes.
#
#   sh postgres.sh off|on      fsync off (tests) or on (benchmarks)
#
# It prints one line: "ready postgres://…" when it can be used, or
# "absent WHY" when this machine has no PostgreSQL. What goes wrong afterwards
# is told on standard error. As root it runs the server as the user postgres,
# since PostgreSQL refuses root.
set -eu
fsync=$1

# An interrupt from the keyboard reaches this script too; it must outlive it to clean up.
trap '' INT

bin=
for candidate in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -t/ -k5 -n); do
	[ -x "$candidate/initdb" ] && [ -x "$candidate/postgres" ] && bin=$candidate
done
[ -n "$bin" ] || { echo "absent no PostgreSQL in /usr/lib/postgresql (Debian package postgresql)"; exit 0; }

dir=$(mktemp -d "${TMPDIR:-/tmp}/kept-postgres.XXXXXX")
as=
if [ "$(id -u)" = 0 ]; then
	id postgres >/dev/null 2>&1 || { rmdir "$dir"; echo "absent no user postgres to run PostgreSQL as"; exit 0; }
	chown postgres: "$dir"
	as='setpriv --reuid=postgres --regid=postgres --init-groups --'
fi
server=
finish() {
	if [ -n "$server" ]; then
		kill -QUIT "$server" 2>/dev/null || true
		wait "$server" 2>/dev/null || true
	fi
	cd /
	rm -rf "$dir"
}
trap finish EXIT
trap 'exit 1' TERM HUP
cd "$dir"

# Text sorts as on most servers, not by bytes, so that an order which only
# holds in one of them is found here.
locale="--locale=C.UTF-8"
version=${bin%/bin}
[ "${version##*/}" -lt 15 ] || locale="$locale --locale-provider=icu --icu-locale=en-US"
# shellcheck disable=SC2086 # the words of $as and $locale are meant to split
$as "$bin/initdb" -D data -U kept -A trust --no-sync --encoding=UTF8 $locale >initdb.log 2>&1 ||
	{ cat initdb.log >&2; exit 1; }

# A port may be taken by somebody else in the meantime: try a few.
port=$((20000 + $$ % 20000))
for _ in 1 2 3 4 5; do
	$as "$bin/postgres" -D data -c listen_addresses=127.0.0.1 -p "$port" -k "$dir" \
		-c fsync="$fsync" -c synchronous_commit="$fsync" -c full_page_writes="$fsync" \
		-c max_connections=200 -c shared_buffers=128MB -c max_wal_size=1GB -c timezone=UTC >log 2>&1 &
	server=$!
	# Asked through the socket in our own folder, so that nobody else answers.
	while kill -0 "$server" 2>/dev/null; do
		if "$bin/pg_isready" -q -h "$dir" -p "$port"; then
			echo "ready postgres://kept@127.0.0.1:$port/postgres?sslmode=disable"
			cat >/dev/null
			exit 0
		fi
		sleep 0.05
	done
	port=$((port + 1))
done
cat log >&2
exit 1
