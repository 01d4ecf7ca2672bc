/// The names by which commands refer to each other.
enum CommandName: String, CaseIterable, Hashable, Sendable {
  case up, down, pageUp, pageDown, halfPageUp, halfPageDown, first, last
  case nextPane, previousPane, paneLeft, paneRight, nextLink, previousLink
  case open, back, zoom, earlier, later
  case nextUndecided, previousUndecided, nextMatch, previousMatch, nextOpenRow, previousOpenRow
  case filter, search, narrow, sort, group, nextChoice, previousChoice, choose, leaveChooser
  case mark, markAll, markRange, allFindings
  case pass, justify, remediate, notApplicable, falsePositive, clearDecision, severity, editNote
  case undo, redo
  case access, ask, commandLine, runLine, leaveLine, complete, olderLine, newerLine
  case viewOverview, viewChecklist, viewUsers, viewGroups, viewRoles, viewPolicies, viewOrganization
  case history, help, closeHelp, run, redraw, suspend, quit
  case accept, cancel, takeOver, stayReadOnly
  case confirm, confirmAll, editOutside, olderNote, newerNote, nextField, previousField, leaveForm
  case editLeft, editRight, editStart, editEnd, editBackspace, editDelete, editDeleteWord
  case editDeleteToStart, editDeleteToEnd, editWordLeft, editWordRight, editLineEnd, editYank
  case approve, reject, takeOurs, takeTheirs, carry
  case usedBy, activity, copy, signOff, editNoteOutside, previousCandidate
}
