#!/bin/sh
# Runs a server that stays in the foreground until its standard input ends, then
# stops it and removes its folder. It ends with whoever started it, however that
# came about, because the pipe to it closes. A line on standard input stops the
# server too, but leaves the folder for another start.
#
#   sh leash.sh FOLDER COMMAND…
#
# What the server says goes to FOLDER/said.
set -u
# An interrupt from the keyboard reaches this script too; it must outlive it to clean up.
trap '' INT
dir=$1
shift
"$@" </dev/null >>"$dir/said" 2>&1 &
server=$!
again=
read -r again || true
# All of them at once: some servers leave their children to themselves, with open
# connections. What was halted does not hear that it has to stop.
trap '' TERM
kill -CONT 0
kill -TERM 0
wait "$server" 2>/dev/null
[ -n "$again" ] || rm -rf "$dir"
# Whoever did not listen.
kill -KILL 0
