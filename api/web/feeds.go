package web

import "github.com/smena-org/smena/roster"

// showFeeds lists the addresses of the agent's calendar.
func (s *site) showFeeds(v *visit) error { return s.feeds(v, "") }

// feeds shows the addresses; that of a new one is shown this once.
func (s *site) feeds(v *visit, address string) error {
	feeds, err := s.desk.Feeds(v.ctx())
	if err != nil {
		return err
	}
	today := roster.DateOf(s.desk.Now())
	mine, err := s.desk.MyMonth(v.ctx(), today, today+1)
	if err != nil {
		return err
	}
	return s.render(v, "feeds", map[string]any{"Feeds": feeds, "Address": address, "Zone": clockOf(mine).String()})
}

// createFeed makes an address and shows it. There is no redirect: the secret
// must not stand in a history or a log.
func (s *site) createFeed(v *visit) error {
	_, secret, err := s.desk.CreateFeed(v.ctx())
	if err != nil {
		return s.again(v, err, (*site).showFeeds)
	}
	scheme := "http"
	if s.Secure || v.r.TLS != nil {
		scheme = "https"
	}
	return s.feeds(v, scheme+"://"+v.r.Host+"/calendar/"+secret+".ics")
}

// revokeFeed makes an address stop to work.
func (s *site) revokeFeed(v *visit) error {
	return s.remove(v, s.desk.RevokeFeed, (*site).showFeeds, "/my/calendar", "feeds.revoked")
}
