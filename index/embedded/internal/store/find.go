package store

// Find returns the number of a document that is not deleted by its ID.
func (r *Reader) Find(id string) (uint32, bool) {
	for _, s := range r.segments {
		found, err := s.segment.DocNumbers([]string{id})
		if err != nil || found == nil {
			continue
		}
		for _, number := range found.ToArray() {
			if doc := s.base + number; r.live.Contains(doc) {
				return doc, true
			}
		}
	}
	return 0, false
}
