//go:build !race

package tag

// Raced: see race_test.go.
const Raced = false
