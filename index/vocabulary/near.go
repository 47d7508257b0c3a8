package vocabulary

// Nearest returns what of the allowed words a wrong one was most likely meant to be, or "" if nothing is close: at most a
// third of its letters differ, whatever their case.
func Nearest(wrong string, allowed []string) string { return nearest(wrong, allowed) }
