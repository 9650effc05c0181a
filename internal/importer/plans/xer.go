package plans

import (
	"strconv"
	"strings"
)

// maxXERColumns bounds the fields of one table of an XER; Primavera has fewer
// than a hundred.
const maxXERColumns = 500

// xer reads Primavera's exchange format: lines parted by tabs, %T with the name
// of a table, %F with its fields, %R with a row, %E at the end.
type xer struct {
	*primavera
	table  string
	fields map[string]int
	row    []string
	line   int
}

func readXER(src source) (Plan, error) {
	x := &xer{primavera: newPrimavera(XER)}
	ended := false
	for line := range strings.Lines(src.text) {
		x.line++
		cells := strings.SplitN(strings.TrimRight(line, "\r\n"), "\t", maxXERColumns+1)
		if len(cells) > maxXERColumns {
			return Plan{}, refuse("Line %d has more than %d fields.", x.line, maxXERColumns)
		}
		switch cells[0] {
		case "%T":
			x.table, x.fields = "", nil
			if len(cells) > 1 {
				x.table = strings.TrimSpace(cells[1])
			}
		case "%F":
			x.fields = map[string]int{}
			for i, name := range cells {
				x.fields[strings.TrimSpace(name)] = i
			}
		case "%R":
			if x.fields == nil {
				return Plan{}, refuse("The row in line %d stands before the fields of its table. Export the plan again.", x.line)
			}
			x.row = cells
			if err := x.see(); err != nil {
				return Plan{}, err
			}
		case "%E":
			ended = true
		default:
			if x.line > 1 && strings.TrimSpace(line) != "" {
				x.problem(Problem{Line: x.line, What: "the line begins with " + quoted(cells[0]), Done: "left out"})
			}
		}
	}
	if !ended {
		return Plan{}, refuse("The file is cut off: its last line (%%E) is missing after line %d. Export the plan again.", x.line)
	}
	return x.result()
}

// get gives a field of the row, "" where it has none.
func (x *xer) get(field string) string {
	i, ok := x.fields[field]
	if !ok || i == 0 || i >= len(x.row) {
		return ""
	}
	return strings.TrimSpace(x.row[i])
}

func (x *xer) see() error {
	switch x.table {
	case "PROJECT":
		x.projects = append(x.projects, primaveraProject{x.get("proj_id"), x.get("proj_short_name")})
		if len(x.projects) > MaxLabels {
			return refuse("The file holds more than %d projects (line %d). Export fewer at a time.", MaxLabels, x.line)
		}
	case "PROJWBS":
		x.groups = append(x.groups, primaveraGroup{x.line, x.get("wbs_id"), x.get("parent_wbs_id"), x.get("proj_id"), first(x.get("wbs_name"), x.get("wbs_short_name")), x.get("proj_node_flag") == "Y"})
		return x.full(x.line)
	case "TASK":
		return x.task()
	case "TASKPRED":
		if len(x.relations) > MaxLinks {
			return refuse("The plan has more than %d links (line %d). Split it.", MaxLinks, x.line)
		}
		x.relations = append(x.relations, primaveraRelation{x.line, x.get("pred_task_id"), x.get("task_id"), strings.TrimPrefix(x.get("pred_type"), "PR_"), x.get("lag_hr_cnt")})
	case "RSRC":
		return x.resource(x.line, Person{x.get("rsrc_id"), first(x.get("rsrc_name"), x.get("rsrc_short_name")), x.get("email_addr")}, x.get("rsrc_type"))
	case "TASKRSRC":
		x.assign(x.get("task_id"), x.get("rsrc_id"))
	default:
		x.leave("rows of " + x.table)
	}
	return nil
}

// xerTask are the fields of a task that are read, and those that follow from
// them or say nothing to people.
var xerTask = known(`%F task_id proj_id wbs_id task_code task_name task_type status_code target_start_date target_end_date early_start_date early_end_date
	act_start_date act_end_date target_drtn_hr_cnt target_work_qty remain_drtn_hr_cnt phys_complete_pct complete_pct_type act_work_qty remain_work_qty
	cstr_type cstr_date priority_type create_date update_date create_user update_user guid tmpl_guid`)

var xerHolds = map[string]Hold{"CS_MSO": StartOn, "CS_MANDSTART": StartOn, "CS_MSOA": StartNotBef, "CS_MSOB": StartBy,
	"CS_MEO": EndOn, "CS_MANDFIN": EndOn, "CS_MEOA": EndNotBef, "CS_MEOB": EndBy, "CS_ALAP": AsLate}

func (x *xer) task() error {
	a := primaveraActivity{line: x.line, id: x.get("task_id"), project: x.get("proj_id"), group: x.get("wbs_id"), code: x.get("task_code")}
	a.step = Step{Name: first(x.get("task_name"), a.code), Stage: "", Milestone: x.get("task_type") == "TT_Mile" || x.get("task_type") == "TT_FinMile", Group: x.get("task_type") == "TT_WBS"}
	s, p := &a.step, Problem{Line: x.line, Where: called(a.step)}
	s.Start = x.moment(p, "start", first(x.get("target_start_date"), x.get("early_start_date")))
	s.End = x.moment(p, "end", first(x.get("target_end_date"), x.get("early_end_date")))
	s.Created = x.moment(p, "created", x.get("create_date"))
	s.Started = x.moment(p, "started", x.get("act_start_date"))
	s.Finished = x.moment(p, "finished", x.get("act_end_date"))
	s.Duration = x.hours(p, "duration", x.get("target_drtn_hr_cnt"))
	if work := x.get("target_work_qty"); !saysNothing(work) {
		s.Estimate = x.hours(p, "work", work)
	}
	s.Percent = x.done(p)
	if x.get("status_code") == "TK_Complete" {
		s.State = Done
	}
	if priority := strings.TrimPrefix(x.get("priority_type"), "PT_"); priority != "Normal" {
		s.Priority = priority
	}
	if hold, ok := xerHolds[x.get("cstr_type")]; ok {
		s.Fixed = Fixing{hold, x.moment(p, "constraint", x.get("cstr_date"))}
		if hold != AsLate && s.Fixed.At.IsZero() {
			s.Fixed = Fixing{}
		}
	}
	for field, i := range x.fields {
		if i > 0 && !xerTask[field] && !saysNothing(x.get(field)) {
			x.unread("fields of tasks", field)
		}
	}
	x.activities = append(x.activities, a)
	return x.full(x.line)
}

// done reads how much is done, by what the task is measured with.
func (x *xer) done(p Problem) int {
	n := func(field string) float64 {
		f, err := strconv.ParseFloat(x.get(field), 64)
		if err != nil {
			return 0
		}
		return f
	}
	switch x.get("complete_pct_type") {
	case "CP_Phys":
		return x.percent(p, x.get("phys_complete_pct"))
	case "CP_Units":
		return x.percent(p, share(n("act_work_qty"), n("act_work_qty")+n("remain_work_qty")))
	}
	if x.get("status_code") == "TK_NotStart" {
		return 0
	}
	return x.percent(p, share(n("target_drtn_hr_cnt")-n("remain_drtn_hr_cnt"), n("target_drtn_hr_cnt")))
}
