// Package e2e tests the built binary in a real browser, as a reader uses it. It does not import the code behind the pages.
//
// It is a separate module, since the product does not need its dependencies. Run it with "make e2e": run.sh finds Chromium
// and sets CHROMIUM and DAFTAR to the paths of browser and binary. SHOTS=DIR saves a screenshot of every visited page.
package e2e
