package ingest_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"daftar/index/embedded"
	"daftar/index/vocabulary"
	"daftar/ingest"
)

// Index a folder and publish the first generation of an index. Without a Reader only text, Markdown and JSON lines are read.
func ExampleRun() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	docs, indexDir := filepath.Join(dir, "docs"), filepath.Join(dir, "index")
	if err := os.Mkdir(docs, 0o755); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(docs, "talks.md"), []byte("# Border talks\n\nThe ministers met in Tashkent.\n"), 0o644); err != nil {
		log.Fatal(err)
	}

	v, err := vocabulary.BuiltIn()
	if err != nil {
		log.Fatal(err)
	}
	ctx := context.Background()
	versions := ingest.Versions(v)
	build, err := embedded.Begin(ctx, indexDir, embedded.BuildOptions{Sources: []string{docs}, Versions: versions})
	if err != nil {
		log.Fatal(err)
	}
	report, err := ingest.Run(ctx, build, ingest.Options{Sources: []string{docs}, Vocabulary: v, Versions: versions})
	if err != nil {
		log.Fatal(err, build.Abort())
	}
	generation, err := build.Publish(ctx)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("added:", report.Added)
	fmt.Println("documents in the index:", generation.Documents)
	// Output:
	// added: 1
	// documents in the index: 1
}
