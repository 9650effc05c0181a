package page

import (
	"github.com/a-h/templ"

	"kept/internal/ui"
)

// TemplatesURL is where the templates are.
const TemplatesURL = "/templates"

// Templates lists the plans to start projects from.
type Templates struct {
	Desk Desk
	Rows []TemplateRow
}

// TemplateRow is a template in the list.
type TemplateRow struct {
	Name    string
	URL     string
	Saved   string // "saved twice, last on Mon 2 March"
	Start   string // where a project is started from it; "" = the reader may not
	Retired bool
}

// View prints the page.
func (p Templates) View() templ.Component { return templatesView(p) }

// Template is one template with its steps.
type Template struct {
	Desk    Desk
	Name    string
	Facts   []string
	Acts    []Act
	Parts   []TemplatePart
	Rename  ui.Field // name
	Form    ui.Form  // POST: renames; its Action is "" where the reader may not
	History []string // when it was saved
}

// TemplatePart is a stage of a template.
type TemplatePart struct {
	Title string
	Rows  []TemplateStep
}

// TemplateStep is a step of a template.
type TemplateStep struct {
	Name, Words, Role, Takes, Follows string
}

// View prints the page.
func (p Template) View() templ.Component { return templateView(p) }

// TemplateForm saves a project's plan as a template, or starts a project from one.
type TemplateForm struct {
	Desk    Desk
	Heading string
	Lede    string
	Form    ui.Form
	Fields  []ui.Field // selects have options
	Roles   []ui.Field
	RolesAs string   // what the roles are asked for
	Warning []string // to be confirmed
	Label   string
}

// View prints the page.
func (p TemplateForm) View() templ.Component { return templateForm(p) }
