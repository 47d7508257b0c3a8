package embedded

import (
	"errors"
	"os"
	"time"

	"github.com/fsnotify/fsnotify"

	"daftar/index"
)

// lookEvery is how often CURRENT is looked at besides being watched: some file systems (network shares) tell nothing.
const lookEvery = time.Second

// follow starts watching the library's folder, which it makes if need be. The goroutine ends with Close.
func (s *Searcher) follow() error {
	if err := os.MkdirAll(s.dir, dirPerm); err != nil {
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
	go s.watch(w)
	return nil
}

func (s *Searcher) watch(w *fsnotify.Watcher) {
	defer func() { s.stopped <- struct{}{} }()
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	said := ""
	for {
		select {
		case <-s.stop:
			return
		case e := <-w.Events:
			if e.Name != s.currentPath() {
				continue
			}
		case err := <-w.Errors:
			s.log.Warn("watch", "dir", s.dir, "error", err)
			continue
		case <-tick.C:
		}
		err := s.swap()
		switch {
		case err == nil:
			said = ""
		case errors.Is(err, index.ErrUnavailable):
		case err.Error() != said:
			said = err.Error()
			s.log.Error("the new generation cannot be opened, the old one stays", "error", err)
		}
	}
}
