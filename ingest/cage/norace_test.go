//go:build !race

package cage

const raceDetector = false
