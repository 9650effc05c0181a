package files

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"kept/internal/fault"
)

// Bucket keeps blobs in a bucket of an S3-compatible store.
type Bucket struct {
	client *minio.Client
	host   string
	name   string
	prefix string
}

const badBucket = "The store of files is like s3://KEY:SECRET@s3.example.com/bucket?region=eu-central-1; add tls=no for one that speaks plain HTTP."

// OpenBucket understands s3://KEY:SECRET@HOST[:PORT]/BUCKET[/FOLDER]?region=…&tls=no.
// It does not knock at the store: that is for whoever asks [Bucket.Reach].
func OpenBucket(address string) (*Bucket, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "s3" || u.Host == "" || u.User == nil {
		return nil, fault.New(fault.Invalid, badBucket)
	}
	name, prefix, _ := strings.Cut(strings.Trim(u.Path, "/"), "/")
	secret, has := u.User.Password()
	tls := u.Query().Get("tls")
	if name == "" || !has || tls != "" && tls != "yes" && tls != "no" {
		return nil, fault.New(fault.Invalid, badBucket)
	}
	if prefix != "" {
		prefix += "/"
	}
	region := u.Query().Get("region")
	if region == "" {
		region = "us-east-1" // what stores that know no regions take
	}
	c, err := minio.New(u.Host, &minio.Options{
		Creds: credentials.NewStaticV4(u.User.Username(), secret, ""), Secure: tls != "no", Region: region, MaxRetries: 3,
		Transport: &http.Transport{Proxy: http.ProxyFromEnvironment, MaxIdleConnsPerHost: 16, IdleConnTimeout: time.Minute, ResponseHeaderTimeout: time.Minute, TLSHandshakeTimeout: 10 * time.Second},
	})
	if err != nil {
		return nil, fault.New(fault.Invalid, badBucket)
	}
	return &Bucket{client: c, host: u.Host, name: name, prefix: prefix}, nil
}

// Where names the bucket.
func (b *Bucket) Where() string { return "the bucket " + b.name + " at " + b.host }

// Reach looks whether the bucket is there and lets us in.
func (b *Bucket) Reach(ctx context.Context) error {
	there, err := b.client.BucketExists(ctx, b.name)
	if err == nil && !there {
		return fault.New(fault.NotFound, "There is no "+b.Where()+".")
	}
	return err
}

func (b *Bucket) key(sum Sum) string { return b.prefix + string(sum[:2]) + "/" + string(sum) }

// Place sends a blob; the store has taken it when it answers.
func (b *Bucket) Place(ctx context.Context, s *Spooled) error {
	if n, err := b.Size(ctx, s.Sum); err == nil && n == s.Size {
		return nil
	}
	// The store is told nothing of what it is: nobody is served from there.
	_, err := b.client.PutObject(ctx, b.name, b.key(s.Sum), s.Reader(), s.Size, minio.PutObjectOptions{ContentType: Unknown, DisableMultipart: true})
	if err != nil {
		return fmt.Errorf("place a file in %s: %w", b.Where(), err)
	}
	return nil
}

// inBucket is a blob of a bucket that is being read, a range at a time.
type inBucket struct {
	*minio.Object
	size int64
}

func (f inBucket) Size() int64 { return f.size }

// Open opens a blob.
func (b *Bucket) Open(ctx context.Context, sum Sum) (File, error) {
	size, err := b.Size(ctx, sum)
	if err != nil {
		return nil, err
	}
	o, err := b.client.GetObject(ctx, b.name, b.key(sum), minio.GetObjectOptions{})
	if err != nil {
		return nil, fmt.Errorf("read a file in %s: %w", b.Where(), err)
	}
	return inBucket{o, size}, nil
}

// Size gives the size of a blob.
func (b *Bucket) Size(ctx context.Context, sum Sum) (int64, error) {
	if !sum.Valid() {
		return 0, ErrNone
	}
	at, err := b.client.StatObject(ctx, b.name, b.key(sum), minio.StatObjectOptions{})
	if minio.ToErrorResponse(err).Code == "NoSuchKey" {
		return 0, ErrNone
	}
	if err != nil {
		return 0, fmt.Errorf("look for a file in %s: %w", b.Where(), err)
	}
	return at.Size, nil
}

// Drop forgets a blob.
func (b *Bucket) Drop(ctx context.Context, sum Sum) error {
	if !sum.Valid() {
		return ErrNone
	}
	if err := b.client.RemoveObject(ctx, b.name, b.key(sum), minio.RemoveObjectOptions{}); err != nil {
		return fmt.Errorf("drop a file in %s: %w", b.Where(), err)
	}
	return nil
}
