package index

import (
	"errors"
	"fmt"
)

// The meanings of errors that cross rooms. Test with errors.Is.
var (
	ErrNotFound    = errors.New("not found")
	ErrLocked      = errors.New("another process is writing this index")
	ErrUnavailable = errors.New("no index to search yet")
	ErrExpired     = errors.New("the generation of this cursor is gone")
	ErrDamaged     = errors.New("the index is damaged") // wrapped with the name of the file
)

// InvalidError says that a value of the user's is not one of the allowed, in words for the user.
type InvalidError struct {
	Name    string // of the parameter, field or flag
	Value   string
	Allowed string // what is allowed
}

func (e *InvalidError) Error() string {
	return fmt.Sprintf("%s: %q is not allowed; allowed: %s", e.Name, e.Value, e.Allowed)
}

// LimitError says that a question or a document is larger than a limit, which it names.
type LimitError struct {
	Name  string // what is limited, in words: "words in a query"
	Limit int64
	Got   int64 // 0 if not known
}

func (e *LimitError) Error() string {
	if e.Got == 0 {
		return fmt.Sprintf("limit reached: %s, at most %d", e.Name, e.Limit)
	}
	return fmt.Sprintf("limit reached: %s, at most %d, got %d", e.Name, e.Limit, e.Got)
}
