// Package web is the pages that people open in a browser: planner, agent and
// payroll. They are rendered on the server and work without a script; scripts
// make them quicker to use, above all the month grid by keyboard.
//
// It is a thin skin over roster/desk, as the API is:
//
//	routes.go       which address is served by what, and for which roles
//	<noun>.go       one page or act each: ask the desk, show a template
//	*_view.go       values of the desk laid out for a template, pure
//	template/view   one file a page; template/common what pages share
//	asset           styles and scripts, served under names that change with them
//
// A handler is a method of site that takes a visit and returns an error; the
// error becomes a page (problem.go). Nothing here decides who may do what: the
// desk does. The roles in routes.go only keep people out of pages that would
// have nothing for them.
package web
