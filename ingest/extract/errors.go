package extract

import (
	"errors"
	"fmt"

	"daftar/index"
)

// ProblemError is an error inside a reader that is a problem of the file.
type ProblemError struct{ Problem index.Problem }

// NewError returns an error that carries a problem. The arguments are those that the code documents.
func NewError(code index.ProblemCode, args ...any) error {
	return &ProblemError{index.NewProblem(code, args...)}
}

// Error returns place, code and arguments, for logs and tests. Users see the text of the code.
func (e *ProblemError) Error() string { return e.Problem.String() }

// ProblemOf returns the problem that an error carries. Any other error is a failure of a parser.
func ProblemOf(err error) index.Problem {
	var e *ProblemError
	if errors.As(err, &e) {
		return e.Problem
	}
	return index.NewProblem(index.ProblemParserFailed, err.Error())
}

// recoverError runs a parser of a library and turns its panic into an error: it must not end a reindex.
func recoverError(parse func() error) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("the parser failed: %v", fault)
		}
	}()
	return parse()
}
