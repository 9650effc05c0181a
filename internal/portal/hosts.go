package portal

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/ui"
	"kept/workspace"
)

// roots are what the addresses of clients' pages begin with.
func roots() []string { return []string{"/p/", "/h/", "/c/", "/w/", "/r/", "/s/", office.FeedRoot} }

// OwnHost is the host of the server's public address; "" where that is no name.
func OwnHost(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return workspace.HostOf(u.Host)
}

// Hosts serves the addresses that workspaces gave their clients' pages: the pages
// of that workspace's clients, and nothing else. Whatever comes by another name is
// for rest. own is the server's public address, which is always for rest.
func Hosts(s *Site, own string, rest http.Handler) http.Handler {
	ours := OwnHost(own)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := workspace.HostOf(r.Host)
		if host == "" || host == ours {
			rest.ServeHTTP(w, r)
			return
		}
		ws, err := s.o.Hosts.Served(r.Context(), host)
		if err != nil {
			s.Log.Error("nobody knows whose address this is", "error", err)
			http.Error(w, "This page cannot be shown at this moment. Please try again.", http.StatusServiceUnavailable)
			return
		}
		if ws == "" {
			rest.ServeHTTP(w, r)
			return
		}
		r = r.WithContext(office.Within(r.Context(), ws))
		path := r.URL.Path
		switch {
		case path == "/" || path == "/p":
			http.Redirect(w, r, "/p/", http.StatusSeeOther)
		case strings.HasPrefix(path, ui.AssetRoot):
			rest.ServeHTTP(w, r)
		case !strings.HasPrefix(path, "/p/as/") && slices.ContainsFunc(roots(), func(root string) bool { return strings.HasPrefix(path, root) }):
			s.ServeHTTP(w, r)
		default:
			v := &visit{Site: s, w: w, r: r, root: "/p/", now: s.o.Watch.Now()}
			s.fail(v, fault.New(fault.NotFound, "There is no page at this address."))
		}
	})
}
