//go:build !unix

package main

import "time"

// cpuTime returns 0: the report omits the column.
func cpuTime() time.Duration { return 0 }

// childPeakBytes returns 0: unknown on this system.
func childPeakBytes() int64 { return 0 }
