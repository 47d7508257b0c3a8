package main

import (
	"daftar/index"
	"daftar/server/i18n"
)

// problemText returns a problem in English, after its place in the file.
func problemText(p index.Problem) string { return i18n.English(nil).Problem(p) }
