//go:build race

package sandbox

// The race detector claims terabytes of address space for itself, which a limit of memory forbids.
const raceDetector = true
