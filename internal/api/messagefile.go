package api

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/store"
)

// messageFiles are the bytes of messages: their files, and mails as they came.
func messageFiles(s *service) {
	r := messageDesk{s}
	download(s, "/messages/{message}/files/{seq}", "download-message-file", "Download a file of a message", r.file)
	download(s, "/messages/{message}/raw", "download-message", "Download the mail that a message came as, byte for byte", r.raw)
}

// bytesOut are bytes that somebody else sent: to be saved, never to be opened
// by whoever fetches them.
type bytesOut struct {
	MediaType   string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Sniff       string `header:"X-Content-Type-Options"`
	Policy      string `header:"Content-Security-Policy"`
	Body        []byte
}

// saved are bytes to be saved under a name.
func saved(mediaType, name string, bytes []byte) bytesOut {
	if _, _, err := mime.ParseMediaType(mediaType); err != nil {
		mediaType = "application/octet-stream"
	}
	as := mime.FormatMediaType("attachment", map[string]string{"filename": name})
	if as == "" {
		as = "attachment"
	}
	return bytesOut{mediaType, as, "nosniff", "sandbox; default-src 'none'", bytes}
}

// download registers a GET of bytes.
func download[I any](s *service, path, id, summary string, see handler[I, bytesOut]) {
	op := operation(http.MethodGet, path, id, summary)
	op.Responses = map[string]*huma.Response{"200": {Description: "The bytes", Content: map[string]*huma.MediaType{"application/octet-stream": {}}}}
	huma.Register(s.api, op, func(ctx context.Context, in *I) (*bytesOut, error) {
		b, err := see(ctx, callerOf(ctx).Actor, in)
		if err != nil {
			return nil, s.refuse(ctx, "path", in, err)
		}
		return &b, nil
	})
}

type messageFileIn struct {
	MessageIn
	Seq string `path:"seq"`
}

func (r messageDesk) file(ctx context.Context, who office.Actor, in *messageFileIn) (bytesOut, error) {
	id, err := in.id()
	if err != nil {
		return bytesOut{}, err
	}
	seq, err := strconv.Atoi(in.Seq)
	if err != nil {
		return bytesOut{}, nothingHere()
	}
	f, bytes, err := r.office.Conversations.File(ctx, who, id, seq)
	return saved(f.MediaType, f.Name, bytes), err
}

// mailType is what a mail as it came is.
const mailType = "message/rfc822"

func (r messageDesk) raw(ctx context.Context, who office.Actor, in *MessageIn) (bytesOut, error) {
	id, err := in.id()
	if err != nil {
		return bytesOut{}, err
	}
	_, raw, err := r.office.Conversations.Raw(ctx, who, id)
	return saved(mailType, id+".eml", raw), err
}

// take takes a mail that is handed over as it came.
func (r messageDesk) take(ctx context.Context, who office.Actor, b newMessage) (loggedOut, error) {
	var k fault.Check
	raw, err := base64.StdEncoding.DecodeString(b.Raw)
	k.Want(err == nil, "raw", "This is no base64.")
	k.Want(b.Raw != "", "raw", "Give the mail as it came, in base64.")
	k.Want(b.MailboxID != "", "mailbox_id", "Say by which way in it is taken.")
	k.Want(b.ClientID+b.ContactID+b.ProjectID+b.Channel+b.Text+b.At+b.AnsweringID+b.NextOn+b.NextAt+b.NextText == "" && !b.Incoming && !b.Reached && len(b.Moves)+len(b.KeptIDs) == 0,
		"raw", "Either a mail as it came, or a call or meeting.")
	if err := k.Err(); err != nil {
		return loggedOut{}, err
	}
	by, err := r.office.Mailboxes.Of(ctx, who.Workspace, ref[string](ofMailbox, b.MailboxID))
	if fault.KindOf(err) == fault.NotFound || err == nil && !by.EndedAt.IsZero() {
		return loggedOut{}, fault.Field("mailbox_id", "Choose one of the ways in.")
	}
	if err != nil {
		return loggedOut{}, err
	}
	return r.taken(ctx, who, by, raw)
}

type bringMailIn struct {
	Keyed
	MailboxIn
	RawBody []byte `contentType:"message/rfc822"`
}

// MarshalJSON names the request for its key: by the sum of the mail, which
// would be written down in base64 otherwise.
func (in bringMailIn) MarshalJSON() ([]byte, error) {
	return json.Marshal([]string{in.Mailbox, fmt.Sprintf("%x", sha256.Sum256(in.RawBody))})
}

// bring takes a mail that is handed over as it came, without any wrapping.
func (r messageDesk) bring(ctx context.Context, who office.Actor, in *bringMailIn) (loggedOut, error) {
	by, err := mailboxDesk(r).mailbox(ctx, who, in.MailboxIn)
	if err != nil {
		return loggedOut{}, err
	}
	if len(in.RawBody) == 0 {
		return loggedOut{}, fault.New(fault.Invalid, "Send the mail as it came as the body.")
	}
	return r.taken(ctx, who, by, in.RawBody)
}

// taken takes a mail and tells what became of it.
func (r messageDesk) taken(ctx context.Context, who office.Actor, by store.Mailbox, raw []byte) (loggedOut, error) {
	if r.Take == nil {
		return loggedOut{}, fault.New(fault.Conflict, "Mails are not taken in here.")
	}
	taken, err := r.Take(ctx, by, raw)
	if err != nil {
		return loggedOut{}, err
	}
	out := loggedOut{StoppedID: []string{}, Arrival: &takenOut{taken.Arrival, taken.State, taken.Known}}
	if taken.Message == "" {
		return out, nil
	}
	m, err := r.message(ctx, who, taken.Message)
	out.Message = &m
	return out, err
}
