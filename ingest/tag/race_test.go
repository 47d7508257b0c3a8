//go:build race

package tag

// Raced: the race detector makes everything ten times slower, and large inputs find nothing more with it.
const Raced = true
