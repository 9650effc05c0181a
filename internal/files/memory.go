package files

import (
	"bytes"
	"context"
	"io"
	"sync"
)

// Memory keeps blobs for as long as it lives: for the simulator, whose years are
// too many for a disk, and for tests.
type Memory struct {
	mu    sync.Mutex
	blobs map[Sum][]byte
}

// NewMemory makes an empty one.
func NewMemory() *Memory { return &Memory{blobs: map[Sum][]byte{}} }

// Where says that they are in memory.
func (m *Memory) Where() string { return "memory" }

// Place keeps a blob.
func (m *Memory) Place(_ context.Context, s *Spooled) error {
	b, err := io.ReadAll(s.Reader())
	if err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.blobs[s.Sum] = b
	return nil
}

type inMemory struct{ *bytes.Reader }

func (inMemory) Close() error { return nil }

// Open opens a blob.
func (m *Memory) Open(_ context.Context, sum Sum) (File, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	b, ok := m.blobs[sum]
	if !ok {
		return nil, ErrNone
	}
	return inMemory{bytes.NewReader(b)}, nil
}

// Size gives the size of a blob.
func (m *Memory) Size(_ context.Context, sum Sum) (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	b, ok := m.blobs[sum]
	if !ok {
		return 0, ErrNone
	}
	return int64(len(b)), nil
}

// Drop forgets a blob.
func (m *Memory) Drop(_ context.Context, sum Sum) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.blobs, sum)
	return nil
}
