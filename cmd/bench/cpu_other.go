//go:build !unix

package main

import "time"

// cpuTime is 0 where the system is not asked: the column stays empty.
func cpuTime() time.Duration { return 0 }

// childPeakBytes is not known here.
func childPeakBytes() int64 { return 0 }
