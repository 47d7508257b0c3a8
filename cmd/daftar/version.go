package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
)

// revisionLength is what people quote of a commit.
const revisionLength = 12

var versionManual = manual{
	command: "version",
	summary: "say which version this is",
	description: `Prints the version, the version of Go it was built with, the platform, and the
revision of the source where the build knew it.`,
	examples: `  daftar version`,
}

func printVersion(_ context.Context, env Env, args []string) error {
	if err := versionManual.parseNone(versionManual.flags(), env, args); err != nil {
		return err
	}
	info, _ := debug.ReadBuildInfo()
	_, err := fmt.Fprintln(env.Stdout, versionLine(info))
	return err
}

// versionLine leaves out what the build did not know: info may be nil and may have no stamp of a revision.
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
