package main

import _ "embed"

// licenses holds the licence text of everything that is linked into the binary or embedded in it.
//
//go:generate go run gen_licenses.go
//go:embed licenses.txt
var licenses string
