package office

import (
	"context"
	"errors"
	"fmt"
	"time"

	"kept/client"
	"kept/conversation"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/notice"
	"kept/workspace"
)

// Limits of the files of one message, ours or a client's, by whatever way: what
// mail servers take.
const (
	MaxFiles     = 20
	MaxFileBytes = 15 << 20 // of all together; in a mail they are a third larger
	maxFileName  = 200
)

func checkFiles(k *fault.Check, files []File) {
	total := 0
	for _, f := range files {
		total += len(f.Bytes)
		k.Want(f.Name != "" && len([]rune(f.Name)) <= maxFileName, "files", "A file needs a name, of 200 characters at most.")
	}
	k.Want(len(files) <= MaxFiles, "files", "Twenty files at most.")
	k.Want(total <= MaxFileBytes, "files", FilesTooLarge())
}

// FilesTooLarge says how large the files of one message may be.
func FilesTooLarge() string {
	return fmt.Sprintf("These files are too large for a mail: %d MB at most together.", MaxFileBytes>>20)
}

// joins loads the conversation that a telling goes on with, and refuses one in
// which somebody has spoken since it was looked at.
func (t *telling) joins() error {
	if t.in.Conversation == "" {
		return nil
	}
	v, err := store.Conversation(t.tx, t.ws, t.in.Conversation)
	if err != nil {
		return err
	}
	if v.ClientID != string(t.in.Client) {
		return store.ErrNone
	}
	if t.in.Seen != 0 && t.in.Seen != v.Version {
		return fault.New(fault.Conflict, "Somebody has spoken in this conversation since you opened it. Look, then send.")
	}
	t.talk = &talk{Conversation: v}
	said, err := store.MessagesOfConversation(t.tx, t.ws, v.ID, store.Place{}, TalkMessages)
	for _, m := range said { // the newest first
		switch {
		case m.MID == "" || m.Direction != string(conversation.In):
		case t.talk.mid == "":
			t.talk.mid = m.MID
		default:
			t.talk.references = append(t.talk.references, m.MID)
		}
	}
	return err
}

// answer makes what was told a message of its conversation, and stops what its
// readers wait for in it: each by the words that went to him.
func (t *telling) answer() error {
	if t.talk == nil {
		return nil
	}
	for i, n := range t.notices {
		v, err := store.Conversation(t.tx, t.ws, t.talk.ID)
		if err != nil {
			return err
		}
		m, err := addOwnWord(t.act, v, n, len(t.in.Files))
		if err != nil {
			return err
		}
		for j, f := range t.in.Files {
			at := store.Attachment{MessageID: m.ID, Seq: j, Name: f.Name, MediaType: f.MediaType, Size: int64(len(f.Bytes)), SHA256: f.SHA256}
			if err := store.AddAttachment(t.tx, t.ws, at); err != nil {
				return err
			}
		}
		if i == 0 {
			t.line.Message = m.ID
		}
		by := answerOf{by: t.who.Member, at: t.at(), message: m.ID, onlyAck: t.in.onlyAck, only: map[string]bool{string(t.readers[i].ID): true}, further: i > 0}
		if err := answered(t.act, v, by); err != nil {
			return err
		}
	}
	return t.knownNow()
}

// knownNow ends the triage of whom a person answers: he is a prospect.
func (t *telling) knownNow() error {
	c, err := store.Client(t.tx, t.ws, client.ID(t.talk.ClientID))
	if err != nil || c.TriageAt.IsZero() {
		return err
	}
	before := c
	c.TriageAt = time.Time{}
	if err := store.SaveClient(t.tx, t.ws, c); err != nil {
		return err
	}
	return t.note("prospect known", obligation("client", c.ID), string(c.ID), before, c)
}

// withdrawWord takes the messages back that withdrawn notices were.
func withdrawWord(a *act, id notice.ID) error {
	m, err := store.MessageOfNotice(a.tx, a.ws, id)
	if errors.Is(err, store.ErrNone) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := unanswer(a, m.ID); err != nil {
		return err
	}
	return store.DropMessage(a.tx, a.ws, m.ID)
}

// Blob gives the bytes of a file that leaves with a mail.
func (s Notices) Blob(ctx context.Context, ws workspace.ID, sha string) ([]byte, error) {
	return store.Blob(s.DB.Read(ctx), ws, sha)
}
