package server

import (
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

// leastCompressed bytes are worth the time of packing them: what is shorter fits into one packet as it is.
const leastCompressed = 1400

// packing is the level of gzip: the usual one packs a page of results by a twentieth smaller, and takes twice the time.
const packing = 3

// compress packs answers for those who take them packed. No answer mixes a secret with what a stranger may choose, so
// that its length tells nothing.
func compress() echo.MiddlewareFunc {
	// Of a file a part may be asked for, which is of its bytes as they are.
	file := func(c echo.Context) bool { return c.Path() == pathOriginal }
	return middleware.GzipWithConfig(middleware.GzipConfig{Skipper: file, Level: packing, MinLength: leastCompressed})
}
