package main

import (
	"os"
	"runtime/debug"
)

// heapGrows is by how many percent of what is in use the heap may grow before
// it is swept. Little is in use here, so Go's own 100 would sweep every few
// pages, and that took a tenth of each page's processor time.
const heapGrows = 300

// tuneMemory sets how eagerly memory is swept, unless GOGC says so.
func tuneMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrows)
	}
}
