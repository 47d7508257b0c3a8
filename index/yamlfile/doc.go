// Package yamlfile is the one strict reader of YAML in the project: vocabulary files, front matter, sidecars and message
// files are read by it.
//
// Parse turns bytes into a File; its methods and those of Node walk the tree and check it at the same time. A mistake
// never stops them: it is added to the diagnostics of the file with its line, the wrong value reads as empty, and the
// caller gets all mistakes at once from Diagnostics.
//
//	f := yamlfile.Parse(data, yamlfile.Options{Name: "themes.yaml"})
//	top := f.Root().Fields("version", "themes")
//	for _, n := range top.Get("themes").List() {
//		theme := n.Fields("id", "label")
//		id := theme.Required("id")
//		...
//	}
//	return f.Diagnostics().Err()
//
// Values are text as written, never what YAML makes of them: NO stays Norway and 2025-07 stays a month. Aliases (*name) and
// merge keys are refused, so that a short file cannot expand into a long one. The input is bounded in bytes and in depth,
// and a panic of the parser is a diagnostic.
//
// The package knows nothing of what the files mean and imports nothing of ours.
package yamlfile
