package embedded

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"

	"daftar/index"
	"daftar/index/embedded/internal/manifest"
)

// pollInterval is how often the state of the index is compared in addition to watching its folder: some file systems, such
// as network shares, report no changes, and a folder that is moved or restored is another one.
const pollInterval = 500 * time.Millisecond

// replacementWait is how long a query waits for another generation when a file of the one in use has changed.
const replacementWait = 2 * time.Second

// retryInterval is how long after a lack of file descriptors or memory a generation is tried again.
const retryInterval = 10 * time.Second

// A scrub reads every file again that was not verified for scrubAge, because disks can damage files silently. It looks for
// such files every scrubInterval, so that each is read within 24 hours, and is slow enough to leave the disk to queries.
const (
	scrubInterval = 10 * time.Minute
	scrubAge      = 12 * time.Hour
	scrubPause    = time.Minute // between scrubs after read errors, which a fault of Daftar could also cause
	scrubRate     = 64 << 20    // bytes per second
)

// follower has the goroutines of a Searcher that follows an index. The zero follower has none.
type follower struct {
	watcher  *fsnotify.Watcher
	cancel   context.CancelFunc
	running  sync.WaitGroup
	woken    chan struct{} // update now
	readFail chan struct{} // scrub now
}

// close ends the goroutines and waits for them.
func (f *follower) close() error {
	if f.watcher == nil {
		return nil
	}
	if f.cancel != nil {
		f.cancel()
	}
	f.running.Wait()
	return f.watcher.Close()
}

// wake makes the Searcher look for another generation now.
func (f *follower) wake() { notify(f.woken) }

// suspect makes the Searcher read all files again now.
func (f *follower) suspect() { notify(f.readFail) }

// notify does nothing if the receiver has a notice already, or if there is none.
func notify(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// watch starts to watch the folder of the index. It creates the folder if needed.
func (s *Searcher) watch() error {
	if err := os.MkdirAll(s.dir, manifest.DirPerm); err != nil {
		return err
	}
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	if err := w.Add(s.dir); err != nil {
		return errors.Join(err, w.Close())
	}
	s.follower.watcher = w
	s.follower.woken, s.follower.readFail = make(chan struct{}, 1), make(chan struct{}, 1)
	return nil
}

// startFollowing starts the goroutines that end with Close. The state is that of the index before it was opened.
func (s *Searcher) startFollowing(state string) {
	ctx, cancel := context.WithCancel(context.Background())
	s.follower.cancel = cancel
	s.follower.running.Go(func() { s.follow(ctx, state) })
	s.follower.running.Go(func() { s.scrub(ctx) })
}

// follow updates the Searcher whenever the state of the index changes.
func (s *Searcher) follow(ctx context.Context, state string) {
	ticker := time.NewTicker(pollInterval)
	defer ticker.Stop()
	watched, _ := os.Stat(s.dir)
	var retryAt time.Time
	for {
		changed := false
		select {
		case <-ctx.Done():
			return
		case e := <-s.follower.watcher.Events:
			if filepath.Base(e.Name) != manifest.CurrentFile {
				continue
			}
		case err := <-s.follower.watcher.Errors:
			s.log.Warn("watch index", "dir", s.dir, "error", err)
			continue
		case <-s.follower.woken:
			changed = true
		case <-ticker.C:
			watched = s.rewatch(watched)
			changed = !retryAt.IsZero() && time.Now().After(retryAt)
		}
		next := manifest.State(s.dir)
		if next == state && !changed {
			continue
		}
		if err := s.update(ctx); err != nil && !errors.Is(err, index.ErrUnavailable) && ctx.Err() == nil {
			s.log.Error("no generation can be opened", "dir", s.dir, "error", err)
		}
		state, retryAt = next, time.Time{}
		if s.opener.setRetry(false) {
			retryAt = time.Now().Add(retryInterval)
		}
	}
}

// rewatch watches the folder that now has the name of the index, if it is another one. Errors do not matter: the state is
// polled.
func (s *Searcher) rewatch(watched fs.FileInfo) fs.FileInfo {
	info, err := os.Stat(s.dir)
	if err != nil || watched != nil && os.SameFile(info, watched) {
		return watched
	}
	_ = s.follower.watcher.Remove(s.dir)
	if s.follower.watcher.Add(s.dir) != nil {
		return watched
	}
	return info
}

// scrub reads files again that were not verified for a while, and all of them after a read error.
func (s *Searcher) scrub(ctx context.Context) {
	ticker := time.NewTicker(scrubInterval)
	defer ticker.Stop()
	var complete time.Time // when the last complete scrub ended
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			s.scrubOnce(ctx, time.Now().Add(-scrubAge))
		case <-s.follower.readFail:
			if time.Since(complete) > scrubPause {
				s.scrubOnce(ctx, time.Now().Add(time.Second)) // stamps have whole seconds
				complete = time.Now()
			}
		}
	}
}

// scrubOnce reads the files of the current generation that were last verified before a time. A damaged generation is taken
// out of service, unless only files are damaged that no query reads; then it is served until there is another one.
func (s *Searcher) scrubOnce(ctx context.Context, before time.Time) {
	current, err := s.acquire()
	if err != nil {
		return
	}
	defer current.release() // closing what was only read cannot lose data
	name := current.manifest.Name
	err = current.manifest.Scrub(ctx, filepath.Join(s.dir, name), s.opener.stamps, before, scrubRate)
	s.opener.stamps.Save()
	if err == nil || ctx.Err() != nil || manifest.GenerationState(s.dir, name) != current.state {
		return // of a generation that was changed or removed, follow takes care
	}
	s.log.Error("a file of the index is damaged", "error", err)
	s.opener.fail(current.state, err)
	if current.maps(err) {
		current.damage.Store(&err)
	}
	s.follower.wake()
}
