package index

import (
	"errors"
	"fmt"
)

// Errors that cross package boundaries. Test for them with errors.Is.
var (
	ErrNotFound    = errors.New("not found")
	ErrLocked      = errors.New("another process is writing this index")
	ErrUnavailable = errors.New("no index to search yet")
	ErrExpired     = errors.New("the index version of this cursor no longer exists")
	ErrDamaged     = errors.New("the index is damaged") // wrapped with the name of the file
)

// InvalidError reports a user-supplied value that is not allowed.
type InvalidError struct {
	Name    string // parameter, field or flag
	Value   string
	Allowed string // for people, such as "0 to 100"
}

func (e *InvalidError) Error() string {
	return fmt.Sprintf("%s: %q is not allowed; allowed: %s", e.Name, e.Value, e.Allowed)
}

// LimitError reports that a query or a document exceeds a limit.
type LimitError struct {
	Name  string // what is limited, for people, such as "words in a query"
	Limit int64
	Got   int64 // 0 if not known
}

func (e *LimitError) Error() string {
	if e.Got == 0 {
		return fmt.Sprintf("limit exceeded: %s, at most %d", e.Name, e.Limit)
	}
	return fmt.Sprintf("limit exceeded: %s, at most %d, got %d", e.Name, e.Limit, e.Got)
}
