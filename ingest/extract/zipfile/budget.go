package zipfile

import (
	"errors"
	"io"

	"daftar/index"
	"daftar/ingest/extract"
)

// ErrLimit is the error of reading beyond the limit of unpacked bytes. Archive.Limit returns the problem.
var ErrLimit = errors.New("the archive unpacks to more than its limit")

// budget counts the unpacked bytes of all members of an archive.
type budget struct {
	left      int64
	limit     index.Problem // if left is used up
	exhausted bool
}

func newBudget(size int64, l extract.Limits) budget {
	ratio := max(l.Ratio, 1)
	if byRatio := max(extract.MinUnpackedLimit, size*ratio); byRatio < l.Unpacked {
		return budget{left: byRatio, limit: index.NewProblem(index.ProblemLimitRatio, int(ratio))}
	}
	return budget{left: max(l.Unpacked, 0), limit: index.NewProblem(index.ProblemLimitUnpacked, int(l.Unpacked>>20))}
}

// Limit returns the limit that a reader of a member has reached; false if none has.
func (a *Archive) Limit() (index.Problem, bool) { return a.budget.limit, a.budget.exhausted }

func (b *budget) reader(src io.Reader) io.Reader { return &meteredReader{b, src} }

type meteredReader struct {
	budget *budget
	src    io.Reader
}

func (m *meteredReader) Read(p []byte) (int, error) {
	b := m.budget
	n, err := m.src.Read(p[:min(int64(len(p)), b.left+1)]) // one byte more, to distinguish the end of the member from the limit
	if int64(n) > b.left {
		b.exhausted = true
		n, err = int(b.left), ErrLimit
	}
	b.left -= int64(n)
	return n, err
}
