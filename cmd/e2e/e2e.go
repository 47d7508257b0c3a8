// Package e2e proves on the built binary, with a real browser, what a reader does with Daftar: nothing here knows the
// code behind the pages.
//
// It is a module of its own, because nothing of it is needed to build the product. Run it with "make e2e": run.sh finds
// a Chromium and hands over CHROMIUM and DAFTAR, the paths of the browser and of the binary. SHOTS=DIR keeps a picture
// of every page looked at.
package e2e
