package api

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"mime"
	"strconv"
	"strings"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/member"
	"kept/notice"
	"kept/promise"
)

// answers are what a member says in a conversation.
func answers(s *service) {
	r := conversationDesk{s}
	perform(s, large("/conversations/{conversation}/answers", "answer-conversation", "Answer by mail: a word, files, dates moved, promises kept, and when they hear next. It stops what its readers wait for", MaxLargeBody), r.answer)
	perform(s, large("/conversations/{conversation}/drafts", "draft-answer", "See what the readers of an answer would read, word for word; nothing is kept, nothing leaves", MaxLargeBody), r.draftAnswer)
}

// NewAnswerIn is an answer in a conversation, as it is asked for.
type NewAnswerIn struct {
	Keyed
	ConversationIn
	Body newAnswer
}

type newAnswer struct {
	Text      string    `json:"text,omitempty" doc:"What there is to tell; 20000 characters at most"`
	Subject   string    `json:"subject,omitempty" doc:"Left out = the conversation's; 200 characters at most"`
	ReaderIDs []string  `json:"reader_ids,omitempty" nullable:"false" doc:"Contacts of the client who are told; left out = with whom the conversation began"`
	Files     []newFile `json:"files,omitempty" nullable:"false" doc:"Twenty at most, 15 MB together"`
	Moves     []newMove `json:"moves,omitempty" nullable:"false" doc:"Promises that get a new date"`
	KeptIDs   []string  `json:"kept_ids,omitempty" nullable:"false" doc:"Promises that are done with this"`
	NextIn
	NextOwnerID string `json:"next_owner_id,omitempty" doc:"Who sees to the next contact; left out = who looks after the client"`
	Seen        int    `json:"seen,omitempty" minimum:"1" doc:"The version of the conversation that was seen: the answer is refused when somebody has spoken in it since"`
}

// newFile is a file that goes along with an answer.
type newFile struct {
	Name      string `json:"name" doc:"200 characters at most"`
	MediaType string `json:"media_type,omitempty" doc:"Left out = application/octet-stream"`
	Bytes     string `json:"bytes" doc:"In base64"`
}

func (in NewAnswerIn) place(field string) string {
	if field == "contact" {
		return "reader_ids"
	}
	return NewTellingIn{Body: newTelling{NextIn: in.Body.NextIn}}.place(field)
}

func (r conversationDesk) answer(ctx context.Context, who office.Actor, in *NewAnswerIn) (answeredOut, error) {
	t, talk, err := r.read(ctx, who, in)
	if err != nil {
		return answeredOut{}, err
	}
	told, err := r.office.Notices.Tell(ctx, who, t)
	if err != nil {
		return answeredOut{}, err
	}
	c, err := r.conversation(ctx, who, talk.ID)
	return answeredOut{c, outTelling(told, t, talk.Calendar)}, err
}

// answerDraftIn is an answer that is only tried.
type answerDraftIn struct{ NewAnswerIn }

func (in answerDraftIn) dry() bool { return true }

func (r conversationDesk) draftAnswer(ctx context.Context, who office.Actor, in *answerDraftIn) (draftOut, error) {
	t, talk, err := r.read(ctx, who, &in.NewAnswerIn)
	if err != nil {
		return draftOut{}, err
	}
	d, err := r.office.Notices.Preview(ctx, who, t)
	return outDraft(d, t, talk.Calendar), err
}

// read reads what is to be answered, and gives the conversation.
func (r conversationDesk) read(ctx context.Context, who office.Actor, in *NewAnswerIn) (office.Telling, office.Talk, error) {
	id, err := in.id()
	if err != nil {
		return office.Telling{}, office.Talk{}, err
	}
	talk, err := r.office.Conversations.Head(ctx, who, id)
	if err != nil {
		return office.Telling{}, talk, err
	}
	t, err := in.Body.telling(who, talk, r.office.Watch.Now())
	return t, talk, err
}

func (b newAnswer) telling(who office.Actor, talk office.Talk, now time.Time) (office.Telling, error) {
	t := office.Telling{
		Client: client.ID(talk.ClientID), Project: talk.ProjectID, Readers: refs[client.ContactID](ofContact, b.ReaderIDs), Channel: notice.Mail,
		Subject: b.Subject, Text: b.Text, Keeps: refs[promise.ID](ofPromise, b.KeptIDs), Owner: memberRef(who, b.NextOwnerID), Conversation: talk.ID, Seen: b.Seen,
	}
	if len(b.ReaderIDs) == 0 {
		t.Readers = []client.ContactID{client.ContactID(talk.ContactID)}
	}
	var err error
	if t.Next, err = b.NextIn.date().when(now, fixed(talk.Calendar)); err != nil {
		return t, err
	}
	if t.Files, err = filesOf(b.Files); err != nil {
		return t, err
	}
	t.Moves, err = movesOf(b.Moves, talk.Calendar, now)
	return t, err
}

// maxMediaType is the longest name of a sort of file.
const maxMediaType = 100

// filesOf reads files.
func filesOf(in []newFile) ([]office.File, error) {
	var out []office.File
	var k fault.Check
	for i, f := range in {
		field := "files." + strconv.Itoa(i)
		member.CheckLine(&k, field, f.Name, 200)
		bytes, err := base64.StdEncoding.DecodeString(f.Bytes)
		k.Want(err == nil, field, "This is no base64.")
		sort := "application/octet-stream"
		if f.MediaType != "" {
			sort, _, err = mime.ParseMediaType(f.MediaType)
			k.Want(err == nil && strings.Contains(sort, "/") && len(sort) <= maxMediaType, field, "This is no sort of file. One looks like image/png.")
		}
		sum := sha256.Sum256(bytes)
		out = append(out, office.File{Name: f.Name, MediaType: sort, SHA256: hex.EncodeToString(sum[:]), Bytes: bytes})
	}
	return out, k.Err()
}
