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
manifest. It prints each file that differs; the exit status is then 1.`,
	examples: `  daftar verify
  daftar verify --index /srv/daftar/index --json`,
}

// fileCheck is the JSON form of one checked file.
type fileCheck struct {
	Name  string `json:"name"`
	Size  int64  `json:"size"`
	Error string `json:"error,omitempty"`
}

func verify(ctx context.Context, env Env, args []string) error {
	fs := verifyManual.flags()
	dir := fs.String("index", defaultIndex, "`DIR` of the index")
	asJSON := fs.Bool("json", false, "print JSON, one object a file")
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
	_, err = fmt.Fprintf(env.Stdout, "%s, %.1f MB: all checksums match\n", plural(len(list), "file", "files"), float64(bytes)/1e6)
	return err
}
