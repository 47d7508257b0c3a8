package embedded

import (
	"errors"
	"os"
	"time"

	"github.com/fsnotify/fsnotify"

	"daftar/index"
	"daftar/index/embedded/internal/manifest"
)

// pollInterval is how often CURRENT is read in addition to watching it: some file systems, such as network shares, report
// no changes.
const pollInterval = time.Second

// watch starts to follow the current generation, in a goroutine that ends with Close. It creates the folder if needed.
func (s *Searcher) watch() error {
	if err := os.MkdirAll(s.dir, manifest.DirPerm); err != nil {
		return err
	}
	w, err := fsnotify.NewWatcher()
	if err == nil {
		err = w.Add(s.dir)
	}
	if err != nil {
		return err
	}
	s.watcher, s.stop, s.stopped = w, make(chan struct{}), make(chan struct{})
	go s.follow(w)
	return nil
}

func (s *Searcher) follow(w *fsnotify.Watcher) {
	defer close(s.stopped)
	ticker := time.NewTicker(pollInterval)
	defer ticker.Stop()
	reported := "" // an error is logged once
	for {
		select {
		case <-s.stop:
			return
		case e := <-w.Events:
			if e.Name != s.currentPath() {
				continue
			}
		case err := <-w.Errors:
			s.log.Warn("watch index", "dir", s.dir, "error", err)
			continue
		case <-ticker.C:
		}
		err := s.swap()
		switch {
		case err == nil:
			reported = ""
		case errors.Is(err, index.ErrUnavailable):
		case err.Error() != reported:
			reported = err.Error()
			s.log.Error("cannot open the new generation, still serving the old one", "error", err)
		}
	}
}
