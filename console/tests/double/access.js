// Who may call what: the contract's table, route by route. What does not stand here is refused to everybody.

import { Refused } from "./world.js";

const ADMINS = ["admin"];
const SUPERVISORS = ["admin", "supervisor"];
const AGENTS = [...SUPERVISORS, "agent"];
const READERS = [...AGENTS, "analyst"];
const EVERYBODY = [...READERS, "content_editor"];
const WRITERS = ["admin", "content_editor"];

const MEASURE = ["admin", "supervisor", "content_editor", "analyst"];
const BUDGET = ["admin", "supervisor", "analyst"];

const ROUTES = [
  [/^(PUT|DELETE) \/evals\/budget$/, BUDGET],
  [/ \/evals\/(suites|runs|budget)(\/|$)/, MEASURE],
  [/^GET \/conversations\/[^/]+\/cases$/, BUDGET],
  [/ \/session(\/(password|totp))?$/, EVERYBODY],
  [/^GET \/(members|presence|queues|inboxes)$/, EVERYBODY],
  [/^PUT \/presence$/, AGENTS],
  [/^PATCH \/members\/[^/]+$/, ADMINS],
  [/^POST \/members\/[^/]+\/(revoke|restore)$/, ADMINS],
  [/ \/invitations(\/[^/]+)?$/, ADMINS],
  [/^GET \/audit$/, ADMINS],
  [/^POST \/queues$/, SUPERVISORS],
  [/^(PUT|DELETE) \/queues\/[^/]+$/, SUPERVISORS],
  [/^PUT \/inboxes\/[^/]+\/hours$/, SUPERVISORS],
  [/^(GET|PUT) \/inboxes\/[^/]+\/settings$/, ADMINS],
  [/^(POST|DELETE) \/inboxes\/[^/]+\/keys(\/[^/]+)?$/, ADMINS],
  [/^GET \/guides$/, AGENTS],
  [/^GET \/canned$/, [...AGENTS, "content_editor"]],
  [/^POST \/canned$/, [...SUPERVISORS, "content_editor"]],
  [/^(PUT|DELETE) \/canned\/[^/]+$/, [...SUPERVISORS, "content_editor"]],
  [/^POST \/canned\/[^/]+\/render$/, AGENTS],
  [/^POST \/playground$/, [...SUPERVISORS, "content_editor", "analyst"]],
  [/^GET \/model(-calls)?$/, ADMINS],
  [/^GET \/figures$/, [...SUPERVISORS, "analyst"]],
  [/^GET \/knowledge\/(articles|article|version|uploads(\/[^/]+)?)$/, EVERYBODY],
  [/^POST \/knowledge\/preview$/, EVERYBODY],
  [/^(PUT|DELETE) \/knowledge\/draft$/, WRITERS],
  [/^POST \/knowledge\/(publish|archive|uploads(\/[^/]+\/retry)?|gaps\/draft)$/, WRITERS],
  [/^DELETE \/knowledge\/uploads\/[^/]+$/, WRITERS],
  [/^GET \/knowledge\/(guides|guide(\/version)?)$/, EVERYBODY],
  [/^POST \/knowledge\/guide\/check$/, EVERYBODY],
  [/^(PUT|DELETE) \/knowledge\/guide\/draft$/, WRITERS],
  [/^POST \/knowledge\/guide\/(publish|archive)$/, WRITERS],
  [/^GET \/knowledge\/(gaps|answered|quality)$/, [...SUPERVISORS, "content_editor", "analyst"]],
  [/^GET \/knowledge\/(intents(\/confusions)?|sites)$/, EVERYBODY],
  [/^POST \/knowledge\/intents\/check$/, EVERYBODY],
  [/^(POST|DELETE) \/knowledge\/intents\/examples(\/[^/]+)?$/, MEASURE],
  [/^(POST|PUT|DELETE) \/knowledge\/sites(\/[^/]+(\/read)?)?$/, WRITERS],
  [/^GET \/conversations\/live$/, SUPERVISORS],
  [/^GET \/(conversations|contacts|search|export)(\/|$)/, READERS],
  [/^POST \/conversations\//, AGENTS],
  [/^POST \/files$/, AGENTS],
];

export function permit(person, method, path) {
  const route = ROUTES.find(([pattern]) => pattern.test(`${method} ${path}`));
  if (!route) throw new Refused(404, "route-unknown");
  if (!route[1].includes(person.role)) throw new Refused(403, "role-refused");
}
