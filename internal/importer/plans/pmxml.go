package plans

import "strconv"

// pmxml reads Primavera's XML (APIBusinessObjects, the root of "PMXML").
type pmxml struct{ *primavera }

var pmxmlActivity = known(`ObjectId ProjectObjectId WBSObjectId Id Name Type Status StartDate FinishDate PlannedStartDate PlannedFinishDate ActualStartDate ActualFinishDate
	PlannedDuration PlannedLaborUnits PercentComplete PrimaryConstraintType PrimaryConstraintDate LevelingPriority CreateDate GUID`)

func readPMXML(src source) (Plan, error) {
	x := pmxml{newPrimavera(PMXML)}
	const root = "APIBusinessObjects/"
	paths := map[string]bool{root + "Project/Id": true, root + "Project/Name": true, root + "Project/ObjectId": true, root + "Project/WBS": true, root + "Project/Activity": true,
		root + "Project/Relationship": true, root + "Project/ResourceAssignment": true, root + "Resource": true, root + "Project": false, root + "Calendar": false, root + "BaselineProject": false}
	err := records(src.text, paths, func(path string, n node) error { return x.see(path[len(root):], n) })
	if err != nil {
		return Plan{}, err
	}
	return x.result()
}

func (x *pmxml) see(path string, n node) error {
	switch path {
	case "Project":
		x.projects = append(x.projects, primaveraProject{})
		if len(x.projects) > MaxLabels {
			return refuse("The file holds more than %d projects (line %d). Export fewer at a time.", MaxLabels, n.line)
		}
	case "Project/Id":
		p := &x.projects[len(x.projects)-1]
		p.name = first(p.name, n.text)
	case "Project/Name":
		x.projects[len(x.projects)-1].name = n.text
	case "Project/ObjectId":
		x.projects[len(x.projects)-1].id = n.text
	case "Project/WBS":
		x.groups = append(x.groups, primaveraGroup{line: n.line, id: n.get("ObjectId"), parent: n.get("ParentObjectId"), project: n.get("ProjectObjectId"), name: first(n.get("Name"), n.get("Code"))})
		return x.full(n.line)
	case "Project/Activity":
		return x.activity(n)
	case "Project/Relationship":
		if len(x.relations) > MaxLinks {
			return refuse("The plan has more than %d links (line %d). Split it.", MaxLinks, n.line)
		}
		x.relations = append(x.relations, primaveraRelation{n.line, n.get("PredecessorActivityObjectId"), n.get("SuccessorActivityObjectId"), pmxmlKinds[n.get("Type")], n.get("Lag")})
	case "Project/ResourceAssignment":
		x.assign(n.get("ActivityObjectId"), n.get("ResourceObjectId"))
	case "Resource":
		return x.resource(n.line, Person{n.get("ObjectId"), first(n.get("Name"), n.get("Id")), n.get("EmailAddress")}, n.get("ResourceType"))
	default:
		x.leave(path)
	}
	return nil
}

var pmxmlKinds = map[string]string{"Finish to Start": "FS", "Start to Start": "SS", "Finish to Finish": "FF", "Start to Finish": "SF"}

var pmxmlHolds = map[string]Hold{"Start On": StartOn, "Mandatory Start": StartOn, "Start On or After": StartNotBef, "Start On or Before": StartBy,
	"Finish On": EndOn, "Mandatory Finish": EndOn, "Finish On or After": EndNotBef, "Finish On or Before": EndBy, "As Late As Possible": AsLate}

func (x *pmxml) activity(n node) error {
	a := primaveraActivity{line: n.line, id: n.get("ObjectId"), project: n.get("ProjectObjectId"), group: n.get("WBSObjectId"), code: n.get("Id")}
	kind := n.get("Type")
	a.step = Step{Name: first(n.get("Name"), a.code), Milestone: kind == "Start Milestone" || kind == "Finish Milestone", Group: kind == "WBS Summary"}
	s, p := &a.step, Problem{Line: n.line, Where: called(a.step)}
	s.Start = x.moment(p, "start", first(n.get("PlannedStartDate"), n.get("StartDate")))
	s.End = x.moment(p, "end", first(n.get("PlannedFinishDate"), n.get("FinishDate")))
	s.Created = x.moment(p, "created", n.get("CreateDate"))
	s.Started = x.moment(p, "started", n.get("ActualStartDate"))
	s.Finished = x.moment(p, "finished", n.get("ActualFinishDate"))
	s.Duration = x.hours(p, "duration", n.get("PlannedDuration"))
	if work := n.get("PlannedLaborUnits"); !saysNothing(work) {
		s.Estimate = x.hours(p, "work", work)
	}
	if done, err := strconv.ParseFloat(n.get("PercentComplete"), 64); err == nil {
		s.Percent = x.percent(p, share(done, 1))
	}
	if n.get("Status") == "Completed" {
		s.State = Done
	}
	if priority := n.get("LevelingPriority"); priority != "Normal" {
		s.Priority = priority
	}
	if hold, ok := pmxmlHolds[n.get("PrimaryConstraintType")]; ok {
		s.Fixed = Fixing{hold, x.moment(p, "constraint", n.get("PrimaryConstraintDate"))}
		if hold != AsLate && s.Fixed.At.IsZero() {
			s.Fixed = Fixing{}
		}
	}
	x.unreadParts("fields of activities", n, pmxmlActivity)
	x.activities = append(x.activities, a)
	return x.full(n.line)
}
