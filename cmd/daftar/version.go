package main

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
)

// revisionLength is the length at which people quote a commit.
const revisionLength = 12

var versionManual = manual{
	command:  "version",
	summary:  "print the version",
	synopsis: "[--licenses]",
	description: `Prints the version, the Go version and platform of the build, and the revision of the
source if the build recorded it.`,
	examples: `  daftar version
  daftar version --licenses | less`,
}

func printVersion(_ context.Context, env Env, args []string) error {
	flags := versionManual.flags()
	withLicenses := flags.Bool("licenses", false, "print the licences of all software and data in the binary")
	if err := versionManual.parseNone(flags, env, args); err != nil {
		return err
	}
	if *withLicenses {
		_, err := io.WriteString(env.Stdout, licenses)
		return err
	}
	info, _ := debug.ReadBuildInfo()
	_, err := fmt.Fprintln(env.Stdout, versionLine(info))
	return err
}

// versionLine omits what the build did not record: info may be nil or lack the revision.
func versionLine(info *debug.BuildInfo) string {
	version, revision := "(devel)", ""
	if info != nil {
		if info.Main.Version != "" {
			version = info.Main.Version
		}
		revision = vcsRevision(info.Settings)
	}
	line := fmt.Sprintf("daftar %s, %s, %s/%s", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	if revision != "" {
		line += ", revision " + revision
	}
	return line
}

func vcsRevision(settings []debug.BuildSetting) string {
	revision, modified := "", ""
	for _, s := range settings {
		switch {
		case s.Key == "vcs.revision":
			revision = s.Value[:min(len(s.Value), revisionLength)]
		case s.Key == "vcs.modified" && s.Value == "true":
			modified = " with changes"
		}
	}
	if revision == "" {
		return ""
	}
	return revision + modified
}
