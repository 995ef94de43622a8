package desk

import "context"

// Demo is what a demonstration was filled with.
type Demo struct {
	Planner, Agent, Payroll Login
	Jobs                    []Job // solves of next month
}

// Login is a user with the password, which is not stored.
type Login struct {
	User     User
	Password string
}

// Demo fills an empty service with the examples travel-9-21 and budapest-24x7,
// makes three users with passwords of chance, and starts to solve next month
// for both teams. In a service that has the demo already it makes new
// passwords and nothing else; in one with anything else it is a Conflict.
func (d *Desk) Demo(ctx context.Context) (Demo, error) { return Demo{}, errNotBuilt }
