// Package date has the dates of documents: calendar days, and dates that are known to a day, month, year or range.
//
// A Day is a number: days of the proleptic Gregorian calendar, 1 = 0001-01-01, up to LastDay = 9999-12-31. It has no time
// of day and no time zone, because a document states the date where it was written. Numbers compare, subtract and fit a
// column of an index.
//
// A Date is the first and last day of a span and its Precision, because "2025" and "26 July 2025" are different
// statements. A document belongs to every interval that its date overlaps, and filters test overlap as well, so a bar of
// n documents in a histogram gives n results.
//
// Text is ISO 8601: YYYY, YYYY-MM, YYYY-MM-DD, and FROM/TO for ranges. Package date/grammar reads dates as people write
// them.
package date
