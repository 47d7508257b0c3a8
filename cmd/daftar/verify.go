package main

import (
	"context"
	"fmt"

	"daftar/index/embedded"
)

var verifyManual = manual{
	command:  "verify",
	summary:  "read the index and compare every checksum",
	synopsis: "[flags]",
	description: `Reads every file of the current generation and compares its size and SHA-256 with the
manifest. A file that differs is named, and the exit status is 1.`,
	examples: `  daftar verify
  daftar verify --index /srv/daftar/index --json`,
}

// fileCheck is one file in JSON.
type fileCheck struct {
	Name  string `json:"name"`
	Size  int64  `json:"size"`
	Error string `json:"error,omitempty"`
}

func verify(ctx context.Context, env Env, args []string) error {
	fs := verifyManual.flags()
	dir := fs.String("index", defaultIndex, "`DIR` of the index")
	asJSON := fs.Bool("json", false, "print JSON, a line for every file")
	if err := verifyManual.parseNone(fs, env, args); err != nil {
		return err
	}
	checks, err := embedded.Verify(*dir)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	bytes := int64(0)
	list := make([]fileCheck, 0, len(checks))
	for _, c := range checks {
		v := fileCheck{Name: c.Name, Size: c.Size}
		if c.Err != nil {
			v.Error = c.Err.Error()
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
			if v.Error != "" {
				fmt.Fprintf(env.Stdout, "bad  %s\n", v.Name)
			}
		}
	}
	if err != nil || *asJSON {
		return err
	}
	_, err = fmt.Fprintf(env.Stdout, "%s, %.1f MB: every checksum is right\n", plural(len(list), "file", "files"), float64(bytes)/1e6)
	return err
}
