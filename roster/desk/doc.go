// Package desk is what people do with the service: one method a thing a person
// does. Each method authorises in one place (role.go), reads, calls the pure
// packages and writes in one transaction that also holds the audit entry.
//
// Who asks stands in the context:
//
//	actor, err := d.BySession(ctx, cookie) // or d.ByToken(ctx, bearer)
//	ctx = desk.As(ctx, actor)
//	swap, err := d.DecideSwap(ctx, id, desk.Decision{Approve: true})
//
// Without an actor every method that needs one is Forbidden. What an actor may
// not see is NotFound, not Forbidden, so that ids tell nothing. Errors are
// roster.Error; anything else is a fault of ours, to be logged and not shown.
//
// Methods that change a thing take the version that was read; when it has moved
// they are a Conflict. Time and randomness are fields of the Desk.
package desk
