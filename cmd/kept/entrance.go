package main

import (
	"context"
	"crypto/tls"
	"net"
	"net/url"
	"sync"

	"kept/internal/fault"
	"kept/internal/inbox/entrance"
	"kept/internal/inbox/origin"
)

// openEntrance opens the SMTP entrance, where one is set up, and gives what
// shuts it.
func (h *house) openEntrance(all *sync.WaitGroup, failed chan<- error) (shut func(context.Context) error, err error) {
	if h.set.Entrance == "" {
		return func(context.Context) error { return nil }, nil
	}
	s := &entrance.Server{Domain: "localhost", Take: h.ways.Take, Knows: h.ways.Knows, Log: h.log, Now: h.now}
	if u, err := url.Parse(h.set.URL); err == nil && u.Hostname() != "" {
		s.Domain = u.Hostname()
	}
	if !h.set.EntranceRelayed {
		s.Resolve = origin.Remember(net.DefaultResolver, h.now)
	}
	if h.set.EntranceCert != "" || h.set.EntranceKey != "" {
		cert, err := tls.LoadX509KeyPair(h.set.EntranceCert, h.set.EntranceKey)
		if err != nil {
			return nil, fault.New(fault.Invalid, "The certificate of the SMTP entrance cannot be read: "+err.Error())
		}
		s.TLS = &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}
	}
	l, err := net.Listen("tcp", h.set.Entrance)
	if err != nil {
		return nil, fault.New(fault.Busy, "The SMTP entrance cannot listen on "+h.set.Entrance+": "+err.Error())
	}
	h.log.Info("the SMTP entrance is open", "address", l.Addr().String())
	all.Go(func() {
		if err := s.Serve(l); err != nil {
			failed <- err
		}
	})
	return s.Shutdown, nil
}
