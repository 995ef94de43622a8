// Package api is the service over HTTP: operations described by huma on a chi
// router, one file a resource.
//
//	handler := api.New(desk, api.Options{})
//
// A handler is three lines: call the desk, translate the error (problem.go),
// translate the answer. Wire types stand beside their handlers, so that the
// domain may change without breaking a client. What is the same for every
// request is done once, on the way in, in this order:
//
//	recover ─► log and count ─► compress ─► limits ─► who asks (auth.go) ─► once only (idempotency.go) ─► huma
//
// Nobody gets into /api/v1 without a bearer token or a session; what they may
// do there is for the desk to say.
package api
