// Package rank has the arithmetic of ranking that all engines share: BM25F, pseudo-relevance feedback, the order of hits,
// and the explanation of a score.
//
// It knows no engine: an engine reads frequencies and lengths from its own index and passes numbers. Documents are numbered
// from 0 by the engine. Scores are rounded to six decimals (Round), because the last bits of a floating-point sum depend
// on the order of its terms, and must not decide about the order of hits.
package rank
