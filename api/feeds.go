package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster/desk"
)

// Feed is the address of an agent's calendar. The address is told once.
type Feed struct {
	ID      int64      `json:"id"`
	Team    int64      `json:"team"`
	Agent   string     `json:"agent"`
	Created time.Time  `json:"created"`
	Revoked *time.Time `json:"revoked,omitempty"`
}

func feedOf(f desk.Feed) Feed { return Feed{f.ID, f.Team, f.Agent, f.Created, when(f.Revoked)} }

// NewFeed is a feed with its address.
type NewFeed struct {
	Feed
	Path string `json:"path" doc:"Subscribe to it below this server's address; who knows it can read your shifts, and it cannot be seen again"`
}

type feedInput struct {
	Feed int64 `path:"feed" minimum:"1"`
}

func (s *server) registerFeeds(api huma.API) {
	const tag = "Calendar feeds"
	register(api, op("list-feeds", http.MethodGet, "/feeds", tag, "List your calendar addresses", ""), s.listFeeds)
	register(api, making("create-feed", "/feeds", tag, "Make an address for your calendar", "RFC 5545, for any calendar program. Agents."), s.createFeed)
	register(api, removing("revoke-feed", "/feeds/{feed}", tag, "Make an address stop to work", "The agent's own, and admins."), s.revokeFeed)
}

func (s *server) listFeeds(ctx context.Context, _ *struct{}) (*answer[list[Feed]], error) {
	found, err := s.desk.Feeds(ctx)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return all(found, feedOf), nil
}

func (s *server) createFeed(ctx context.Context, _ *struct{}) (*made[NewFeed], error) {
	f, secret, err := s.desk.CreateFeed(ctx)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &made[NewFeed]{Location: at("/feeds/%d", f.ID), Body: NewFeed{feedOf(f), "/calendar/" + secret + ".ics"}}, nil
}

func (s *server) revokeFeed(ctx context.Context, in *feedInput) (*nothing, error) {
	if err := s.desk.RevokeFeed(ctx, in.Feed); err != nil {
		return nil, s.problem(ctx, err)
	}
	return nil, nil
}
