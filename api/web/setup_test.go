package web

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"golang.org/x/crypto/bcrypt"

	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/postgres/pgtest"
)

// An empty service is set up by its link, once.
func TestSetup(t *testing.T) {
	d := desk.New(pgtest.Store(t))
	d.PasswordCost, d.Log = bcrypt.MinCost, slog.New(slog.DiscardHandler)
	o := &office{Desk: d, t: t, server: httptest.NewServer(New(d, Options{}))}
	t.Cleanup(o.server.Close)
	secret, err := d.SetupSecret(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	fields := []string{"email", "admin@example.org", "name", "Ada", "password", password}
	o.visitor().get("/setup/"+secret).want(http.StatusOK, "Set up smena")
	o.visitor().post("/setup/wrong", fields...).want(http.StatusNotFound)
	o.visitor().post("/setup/"+secret, "email", "nobody", "password", "x").want(http.StatusUnprocessableEntity)
	ada := o.visitor()
	ada.post("/setup/"+secret, fields...).want(http.StatusOK, "Welcome", "There is no team yet")
	o.visitor().post("/setup/"+secret, fields...).want(http.StatusConflict, "set up already")
	ada.post("/users", "email", "p@example.org", "name", "Petra", "password", password, "role", "planner").want(http.StatusOK, "The user is made.", "p@example.org")
	ada.post("/teams", "source", "name: [").want(http.StatusUnprocessableEntity, "This cannot be")
	ada.post("/account/language", "language", "ru").want(http.StatusOK, "Ваша учётная запись")
}
