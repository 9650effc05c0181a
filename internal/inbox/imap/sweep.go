package imap

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"kept/internal/inbox"
	"kept/internal/inbox/letter"
)

// chunk is how many mails are asked for at once.
const chunk = 500

// rounds is how often a mail is asked for that the server lists but does not hand over.
const rounds = 2

// Sweep takes everything above the mark, connecting first if need be, and
// leaves the connection open. It counts what was taken. After an error, what was
// taken stays taken, and the mark stands before the first mail that was not.
//
// An error is a [Trouble] with the mailbox, or else came from Take or one of the
// other functions. With a Trouble of the kind [Full] everything was fetched.
func (f *Fetcher) Sweep(ctx context.Context) (fetched int, err error) {
	for {
		s, err := f.open(ctx)
		if err != nil {
			return fetched, err
		}
		n, err := f.sweep(ctx, s)
		fetched += n
		err = f.trouble(ctx, s, err)
		var t *Trouble
		if err == nil || errors.As(err, &t) && t.Kind == Full {
			return fetched, err
		}
		f.Close()
		// A connection that stood for a while may have ended on the way, and a
		// folder may have changed under it: that is not the mailbox's trouble.
		if again := s.reused && t != nil && n == 0; !again {
			return fetched, err
		}
	}
}

// sweep takes everything above the mark by an open session.
func (f *Fetcher) sweep(ctx context.Context, s *session) (fetched int, err error) {
	defer context.AfterFunc(ctx, func() { _ = s.line.Close() })()
	mark, err := f.LoadMark(ctx)
	if err != nil {
		return 0, ours("load the mark of mailbox %s: %w", f.Mailbox.ID, err)
	}
	s.unhint()
	folder, err := s.enter(f.Mailbox)
	if err != nil {
		return 0, err
	}
	if mark.UIDValidity != folder.UIDValidity {
		if mark != (Mark{}) {
			f.Log.InfoContext(ctx, "a folder was numbered anew; all of it is looked at", "mailbox", f.Mailbox.ID)
		}
		mark = Mark{UIDValidity: folder.UIDValidity}
	}
	known := folder.UIDNext != 0 // old servers do not tell
	if folder.NumMessages == 0 || known && (s.done == folderState{mark, folder.UIDNext} || uint32(folder.UIDNext) <= mark.UID+1) {
		return 0, s.room(f.Mailbox)
	}
	fetched, mark, err = f.take(ctx, s, mark)
	if err != nil {
		return fetched, err
	}
	s.done = folderState{mark, folder.UIDNext}
	return fetched, s.room(f.Mailbox)
}

// unhint forgets the hint that mail came: it is about to be looked for.
func (s *session) unhint() {
	select {
	case <-s.more:
	default:
	}
}

// take takes everything above the mark, and moves the mark.
func (f *Fetcher) take(ctx context.Context, s *session, mark Mark) (fetched int, moved Mark, err error) {
	uids, err := s.above(mark.UID)
	if err != nil {
		return 0, mark, err
	}
	t := newTaking(f, mark)
	for next := range slices.Chunk(uids, chunk) {
		t.expect(next)
		if err = f.fetch(ctx, s, t, next); err != nil || t.hopeless() {
			break
		}
		if err = t.save(ctx); err != nil {
			break
		}
	}
	t.wait()
	// The mark is moved even when ctx is over: what was taken is taken.
	saved := t.save(context.WithoutCancel(ctx))
	seen := error(nil)
	if f.Mailbox.MarkSeen && err == nil {
		seen = s.markSeen(t.takenUIDs())
	}
	return t.count(), t.mark, cmp.Or(err, t.failure(), saved, seen)
}

// above gives the UIDs above one, in their order.
func (s *session) above(mark uint32) (uids []imap.UID, err error) {
	first := imap.UID(mark) + 1
	var found *imap.SearchData
	err = s.ask(func() (err error) {
		found, err = s.client.UIDSearch(&imap.SearchCriteria{UID: []imap.UIDSet{{{Start: first}}}}, nil).Wait()
		return err
	})
	if err != nil {
		return nil, err
	}
	// n:* is the last mail at least, even when it stands below n.
	uids = slices.DeleteFunc(found.AllUIDs(), func(u imap.UID) bool { return u < first })
	slices.Sort(uids)
	return uids, nil
}

// listed is what the server says of a mail before handing it over.
type listed struct {
	uid  imap.UID
	size int64
	at   time.Time
}

// fetch hands the mails of a chunk to t. A mail that is gone by now is settled.
func (f *Fetcher) fetch(ctx context.Context, s *session, t *taking, uids []imap.UID) error {
	for range rounds {
		there, err := s.list(uids)
		if err != nil {
			return err
		}
		gone := slices.DeleteFunc(slices.Clone(uids), func(u imap.UID) bool { _, ok := there[u]; return ok })
		t.settle(gone...)
		whole, large := f.sort(there)
		got, err := s.bodies(ctx, t, whole, there)
		if err != nil {
			return err
		}
		heads, err := s.heads(ctx, t, large, there)
		if err != nil {
			return err
		}
		uids = slices.DeleteFunc(append(whole, large...), func(u imap.UID) bool { return got[u] || heads[u] })
		if len(uids) == 0 {
			return nil
		}
	}
	return s.standIns(ctx, t, uids)
}

// list asks for the size and the arrival of mails. One that is gone is not in it.
func (s *session) list(uids []imap.UID) (there map[imap.UID]listed, err error) {
	there = make(map[imap.UID]listed, len(uids))
	err = s.ask(func() error {
		fetching := s.client.Fetch(imap.UIDSetNum(uids...), &imap.FetchOptions{UID: true, RFC822Size: true, InternalDate: true})
		for m := fetching.Next(); m != nil; m = fetching.Next() {
			var l listed
			for item := m.Next(); item != nil; item = m.Next() {
				switch v := item.(type) {
				case imapclient.FetchItemDataUID:
					l.uid = v.UID
				case imapclient.FetchItemDataRFC822Size:
					l.size = v.Size
				case imapclient.FetchItemDataInternalDate:
					l.at = v.Time
				}
			}
			there[l.uid] = l
		}
		return fetching.Close()
	})
	return there, err
}

// sort tells which mails are taken whole.
func (f *Fetcher) sort(there map[imap.UID]listed) (whole, large []imap.UID) {
	for uid, l := range there {
		if l.size > int64(f.mailLimit()) {
			large = append(large, uid)
		} else {
			whole = append(whole, uid)
		}
	}
	slices.Sort(whole)
	slices.Sort(large)
	return whole, large
}

func (f *Fetcher) mailLimit() int { return cmp.Or(f.Limits.Mail, letter.MaxBytes) }

// bodies fetches whole mails and hands them to t. What a server hands over
// beyond the size that it had told and beyond the limit is left out.
func (s *session) bodies(ctx context.Context, t *taking, uids []imap.UID, there map[imap.UID]listed) (got map[imap.UID]bool, err error) {
	limit := int64(t.fetcher.mailLimit())
	return s.parts(&imap.FetchItemBodySection{Peek: true}, uids, func(uid imap.UID, part imap.LiteralReader) error {
		size := part.Size()
		kept := min(size, limit)
		return t.hand(ctx, uid, kept, func() (inbox.Arrived, error) {
			raw, err := readPart(part, kept)
			m := inbox.Arrived{Raw: raw, At: there[uid].at}
			if size > limit {
				m.Lacking = tooLarge(size, t.fetcher.Mailbox)
			}
			return m, err
		})
	})
}

// heads fetches the headers of mails that are too large and hands them to t,
// each with a text that says so in place of what is missing.
func (s *session) heads(ctx context.Context, t *taking, uids []imap.UID, there map[imap.UID]listed) (got map[imap.UID]bool, err error) {
	header := &imap.FetchItemBodySection{Peek: true, Specifier: imap.PartSpecifierHeader}
	return s.parts(header, uids, func(uid imap.UID, part imap.LiteralReader) error {
		kept := min(part.Size(), letter.MaxHeader)
		return t.hand(ctx, uid, kept, func() (inbox.Arrived, error) {
			raw, err := readPart(part, kept)
			lacking := tooLarge(there[uid].size, t.fetcher.Mailbox)
			return inbox.Arrived{Raw: append(raw, lacking+"\r\n"...), At: there[uid].at, Lacking: lacking}, err
		})
	})
}

func tooLarge(size int64, m Mailbox) string {
	return fmt.Sprintf("This mail has %d MB, which is more than Kept takes. Here is its header; the whole mail is in the folder %s of %s.", size>>20, m.folder(), m.User)
}

// parts fetches a part of each of some mails and tells which came. Other FETCH
// answers, which a server may give at any time, do not count.
func (s *session) parts(section *imap.FetchItemBodySection, uids []imap.UID, use func(imap.UID, imap.LiteralReader) error) (got map[imap.UID]bool, err error) {
	got = make(map[imap.UID]bool, len(uids))
	if len(uids) == 0 {
		return got, nil
	}
	err = s.ask(func() error {
		fetching := s.client.Fetch(imap.UIDSetNum(uids...), &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{section}})
		for m := fetching.Next(); m != nil; m = fetching.Next() {
			var uid imap.UID
			for item := m.Next(); item != nil; item = m.Next() {
				switch v := item.(type) {
				case imapclient.FetchItemDataUID:
					uid = v.UID
				case imapclient.FetchItemDataBodySection:
					if v.Literal == nil || got[uid] {
						continue
					}
					part := &tracked{LiteralReader: v.Literal}
					if err := use(uid, part); err != nil {
						// The rest would have to be read through to be left out.
						_ = s.line.Close()
						if !part.failed {
							_ = fetching.Close()
						}
						return err
					}
					got[uid] = true
				}
			}
		}
		return fetching.Close()
	})
	return got, err
}

// tracked notes whether reading failed. From then on the library has the
// connection back: to read on, or to close the command, would be a race with it.
type tracked struct {
	imap.LiteralReader
	read   int64
	failed bool
}

// Read reads.
func (t *tracked) Read(p []byte) (int, error) {
	n, err := t.LiteralReader.Read(p)
	t.read += int64(n)
	t.failed = err != nil && t.read < t.Size() // the end of the connection looks like the end of the part
	return n, err
}

func readPart(part io.Reader, n int64) ([]byte, error) {
	raw := make([]byte, n, n+512)
	_, err := io.ReadFull(part, raw)
	return raw, err
}

// standIns hands on, in place of mails that the server lists but does not hand
// over, a text that says so: they must not be lost in silence, nor hold up what
// came after them. It has no header, so that a person gets to see it.
func (s *session) standIns(ctx context.Context, t *taking, uids []imap.UID) error {
	m := t.fetcher.Mailbox
	for _, uid := range uids {
		lacking := fmt.Sprintf("%s does not hand over the mail with the number %d (of %d) in the folder %s of %s. Look at it there.",
			m.Host, uid, t.mark.UIDValidity, m.folder(), m.User)
		t.fetcher.Log.WarnContext(ctx, "the server lists a mail but does not hand it over", "mailbox", m.ID, "uid", uid)
		err := t.hand(ctx, uid, int64(len(lacking)), func() (inbox.Arrived, error) {
			return inbox.Arrived{Raw: []byte("\r\n" + lacking + "\r\n"), Lacking: lacking}, nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// markSeen marks mails as read.
func (s *session) markSeen(uids []imap.UID) error {
	for some := range slices.Chunk(uids, chunk) {
		err := s.ask(func() error {
			return s.client.Store(imap.UIDSetNum(some...), &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{imap.FlagSeen}}, nil).Close()
		})
		if err != nil {
			return err
		}
	}
	return nil
}
