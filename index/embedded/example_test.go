package embedded_test

import (
	"context"
	"fmt"
	"log"
	"os"

	"daftar/index"
	"daftar/index/embedded"
	"daftar/index/query"
)

// Build an index of two documents in a folder, open it and search it.
func ExampleOpen() {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "index")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)

	build, err := embedded.Begin(ctx, dir, embedded.BuildOptions{})
	if err != nil {
		log.Fatal(err)
	}
	defer build.Abort() // does nothing after Publish
	for path, text := range map[string]string{
		"talks.txt": "Iran and Pakistan held talks about border security.",
		"trade.txt": "The ministers signed a trade agreement.",
	} {
		err := build.Put(ctx, &index.Document{
			ID: index.DocumentID(path), Path: path, Title: path, Text: text, Lang: "en",
			Passages: []index.Passage{{Start: 0, End: len(text)}},
		})
		if err != nil {
			log.Fatal(err)
		}
	}
	if _, err := build.Publish(ctx); err != nil {
		log.Fatal(err)
	}

	searcher, err := embedded.Open(ctx, dir, embedded.OpenOptions{})
	if err != nil {
		log.Fatal(err)
	}
	defer searcher.Close()
	result, err := searcher.Search(ctx, index.Query{
		Tree:  query.Parse(`"border security"`, query.Options{}).Tree,
		Limit: 10, Snippets: 1,
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("documents:", result.Total)
	for _, hit := range result.Hits {
		snippet := hit.Snippets[0]
		for _, h := range snippet.Highlights {
			fmt.Printf("%s: %q\n", hit.Document.Path, snippet.Text[h.Start:h.End])
		}
	}
	// Output:
	// documents: 1
	// talks.txt: "border security"
}
