package eval

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// Difference compares two runs by one measure, query by query. Mean is new minus old.
type Difference struct {
	Mean   float64 `json:"mean"`
	Wins   int     `json:"wins"`
	Losses int     `json:"losses"`
	Ties   int     `json:"ties"`
	P      float64 `json:"p"` // probability of a difference at least as large if both runs were equally good
}

// shuffles is the number of random assignments of the test: near 0.05 the standard error of p is 0.0015.
const shuffles = 20_000

// Compare compares average precision between an old and a new run of the same queries by Fisher's paired randomisation
// test, two-sided (Smucker, Allan, Carterette: A Comparison of Statistical Significance Tests for Information Retrieval
// Evaluation, 2007). The test is seeded: the same runs give the same p.
func Compare(old, new *Report) (Difference, error) {
	return compare(old, new, func(s Scores) float64 { return s.AP })
}

// CompareNDCG does the same for nDCG@10.
func CompareNDCG(old, new *Report) (Difference, error) {
	return compare(old, new, func(s Scores) float64 { return s.NDCG })
}

func compare(old, new *Report, measure func(Scores) float64) (Difference, error) {
	if len(old.Queries) != len(new.Queries) {
		return Difference{}, fmt.Errorf("runs must have the same queries, got %d and %d of them", len(old.Queries), len(new.Queries))
	}
	var d Difference
	diffs := make([]float64, len(old.Queries))
	for i := range diffs {
		if old.Queries[i].ID != new.Queries[i].ID {
			return Difference{}, fmt.Errorf("runs must have the same queries, query %d is %s and %s", i+1, old.Queries[i].ID, new.Queries[i].ID)
		}
		diffs[i] = measure(new.Queries[i].Scores) - measure(old.Queries[i].Scores)
		switch {
		case diffs[i] > 0:
			d.Wins++
		case diffs[i] < 0:
			d.Losses++
		default:
			d.Ties++
		}
		d.Mean += diffs[i] / float64(len(diffs))
	}
	d.P = randomisationTest(diffs, d.Mean)
	return d, nil
}

func randomisationTest(diffs []float64, mean float64) float64 {
	if len(diffs) == 0 {
		return 1
	}
	random := rand.New(rand.NewPCG(1, 1))
	const tolerance = 1e-12 // sums in another order round differently
	asLarge := 0
	for range shuffles {
		sum := 0.0
		for _, d := range diffs {
			if random.Uint64()&1 == 0 {
				d = -d
			}
			sum += d
		}
		if math.Abs(sum)/float64(len(diffs)) >= math.Abs(mean)-tolerance {
			asLarge++
		}
	}
	return float64(asLarge+1) / (shuffles + 1)
}
