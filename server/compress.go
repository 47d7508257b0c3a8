package server

import (
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
)

// minCompressed is in bytes: a shorter response fits into one packet as it is.
const minCompressed = 1400

// gzipLevel: the default level makes a page of results 5 % smaller and takes twice the time.
const gzipLevel = 3

// compress gzips responses for clients that accept it. No response mixes a secret with text that an attacker chooses, so its
// length reveals nothing (BREACH).
func compress() echo.MiddlewareFunc {
	// A range request for a file counts the bytes of the file itself.
	file := func(c echo.Context) bool { return c.Path() == pathOriginal }
	return middleware.GzipWithConfig(middleware.GzipConfig{Skipper: file, Level: gzipLevel, MinLength: minCompressed})
}
