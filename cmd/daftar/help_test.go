package main

import (
	"strings"
	"testing"

	"daftar/server/help"
)

func TestHelpPrintsGuides(t *testing.T) {
	for _, g := range help.Guides() {
		stdout, stderr, code := runCommand(t.Context(), "", "help", g.Topic)
		if stdout != g.Markdown || stderr != "" || code != exitOK {
			t.Errorf("help %s: exit %d, stderr %q, got %.60q", g.Topic, code, stderr, stdout)
		}
	}
}

func TestHelpRefusesUnknownTopics(t *testing.T) {
	stdout, stderr, code := runCommand(t.Context(), "", "help", "nonsense")
	if stdout != "" || !strings.HasPrefix(stderr, `daftar: no help on "nonsense"; topics: api, `) || code != exitUsage {
		t.Errorf("exit %d, stdout %q, stderr %q", code, stdout, stderr)
	}
}

func TestUsageListsEveryCommandAndTopic(t *testing.T) {
	for _, name := range commandNames() {
		if !strings.Contains(usage, "\n  "+name+" ") {
			t.Errorf("usage does not list the command %s", name)
		}
	}
	for _, g := range help.Guides() {
		if _, taken := commands[g.Topic]; taken {
			t.Errorf("topic %s is also a command, so its guide cannot be printed", g.Topic)
		}
	}
	if list := strings.Join(topics(), ", "); !strings.Contains(usage, list+".") {
		t.Errorf("usage does not list the topics %s", list)
	}
}
