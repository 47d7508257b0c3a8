package extract

// guess finds the encoding of a text that does not say it.
func guess(raw []byte) (text, used string, ok bool) {
	_, e := charsetNamed("windows-1252")
	text, ok = decodeBy(raw, e)
	return text, "windows-1252", ok
}
