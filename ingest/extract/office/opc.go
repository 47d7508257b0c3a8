package office

import (
	"path"
	"strings"
)

// Parts of an Office Open XML file refer to one another by relationships (ECMA-376 part 2): a file in the folder _rels beside
// each part lists type, id and target.

type relation struct {
	id, kind, target string // kind is the last segment of the URI of its type; target is a member name
	external         bool   // the target is not in the file
}

type relations []relation

// relationsOf reads the relationships of a part; part "" is the file itself.
func (o *openFile) relationsOf(part string) relations {
	folder, base := path.Split(part)
	r, err := o.archive.Open(folder + "_rels/" + base + ".rels")
	if err != nil {
		return nil
	}
	var all relations
	m := newXMLStream(r)
	m.descendants(func(name string) {
		if name != "Relationship" || len(all) >= maxRelations {
			return
		}
		kind := m.attr("Type")
		rel := relation{id: m.attr("Id"), kind: kind[strings.LastIndex(kind, "/")+1:], external: m.attr("TargetMode") == "External"}
		rel.target = targetOf(folder, m.attr("Target"))
		all = append(all, rel)
	})
	return all
}

// maxRelations bounds memory; it is far above the parts of the longest presentation and the links of a long report.
const maxRelations = 100_000

func targetOf(folder, target string) string {
	if strings.HasPrefix(target, "/") {
		return path.Clean(target[1:])
	}
	return strings.TrimLeft(path.Join("/", folder, strings.ReplaceAll(target, `\`, "/")), "/")
}

// byKind returns the targets of a kind in file order.
func (r relations) byKind(kind string) (targets []string) {
	for _, rel := range r {
		if rel.kind == kind && !rel.external {
			targets = append(targets, rel.target)
		}
	}
	return targets
}

// first returns the first target of a kind, or usual if there is none.
func (r relations) first(kind, usual string) string {
	if targets := r.byKind(kind); len(targets) > 0 {
		return targets[0]
	}
	return usual
}

// targets maps ids to targets.
func (r relations) targets() map[string]string {
	byID := make(map[string]string, len(r))
	for _, rel := range r {
		if !rel.external {
			byID[rel.id] = rel.target
		}
	}
	return byID
}

// kinds maps ids to kinds.
func (r relations) kinds() map[string]string {
	byID := make(map[string]string, len(r))
	for _, rel := range r {
		byID[rel.id] = rel.kind
	}
	return byID
}
