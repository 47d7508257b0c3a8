package main

import (
	"context"
	"fmt"

	"daftar/index/embedded"
)

var verifyManual = manual{
	command:  "verify",
	summary:  "compare every file of the index with its checksum",
	synopsis: "[flags]",
	description: `Reads every file of the current generation and compares its size and SHA-256 with the
manifest. It prints each file that differs; the exit status is then 1. Files that the
manifest does not list, such as .DS_Store, are printed too, but are no error.`,
	examples: `  daftar verify
  daftar verify --index /srv/daftar/index --json`,
}

// fileCheck is the JSON form of one checked file.
type fileCheck struct {
	Name     string `json:"name"`
	Size     int64  `json:"size"`
	Unlisted bool   `json:"unlisted,omitempty"` // not in the manifest
	Error    string `json:"error,omitempty"`
}

func verify(ctx context.Context, env Env, args []string) error {
	fs := verifyManual.flags()
	dir := fs.String("index", defaultIndex, "`DIR` of the index")
	asJSON := fs.Bool("json", false, "print JSON, one object a file")
	if err := verifyManual.parseNone(fs, env, args); err != nil {
		return err
	}
	checks, err := embedded.Verify(ctx, *dir)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	files, bytes := 0, int64(0)
	list := make([]fileCheck, 0, len(checks))
	for _, c := range checks {
		v := fileCheck{Name: c.Name, Size: c.Size, Unlisted: c.Unlisted}
		if c.Err != nil {
			v.Error = c.Err.Error()
		}
		if !c.Unlisted {
			files++
		}
		bytes += c.Size
		list = append(list, v)
	}
	switch {
	case *asJSON && len(list) > 0:
		if printed := printJSON(env.Stdout, list); printed != nil {
			return printed
		}
	case !*asJSON:
		for _, v := range list {
			switch {
			case v.Error != "":
				fmt.Fprintf(env.Stdout, "bad  %s\n", v.Name)
			case v.Unlisted:
				fmt.Fprintf(env.Stdout, "unlisted  %s\n", v.Name)
			}
		}
	}
	if err != nil || *asJSON {
		return err
	}
	_, err = fmt.Fprintf(env.Stdout, "%s, %.1f MB: all checksums match\n", plural(files, "file", "files"), float64(bytes)/1e6)
	return err
}
