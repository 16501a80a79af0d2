// Pages of a host: an ordinary one, one with the strictest policy, and hostile ones.

const BODY = `<main><h1>Invoices</h1><p>Harbour Street Studio</p>
<nav><a href="#/dashboard" data-testid="nav-dashboard">Dashboard</a> <a href="#/invoices">Invoices</a></nav>
<button type="button">New invoice</button> <input aria-label="Search invoices" value="a secret that was typed">
<p data-usher-private>Balance <button>12,000 EUR</button></p></main>`;

const LOOKS = `<style>body{margin:0;font:16px system-ui;background:#f6f7f9;color:#1c2430}main{padding:40px;max-width:760px}
a{color:#24507a;display:inline-block;padding:4px}button,input{min-height:32px;margin:8px 4px}@media(prefers-color-scheme:dark){body{background:#0f1115;color:#dde}a{color:#8fc1ff}}</style>`;

const html = (head, body = BODY) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Invoices · Tallybook</title>${head}</head><body>${body}</body></html>`;

export const pages = (usher) => {
  const tag = (attributes = "") => `<script src="${usher}/widget.js" data-inbox="main" ${attributes} async></script>`;
  const socket = usher.replace("http", "ws");
  const strict = `default-src 'none'; script-src ${usher}; connect-src ${usher} ${socket}`;
  return {
    "/": { html: html(LOOKS + tag()) },
    "/plain": { html: html(LOOKS) },
    "/bare": { html: html(LOOKS + tag('data-inbox="x"').replace('data-inbox="main" data-inbox="x"', "")) },
    "/strict": { html: html(tag()), headers: { "content-security-policy": strict } },
    "/signed-out": { html: html(LOOKS + tag('data-locale="de" data-color="#ffd400" data-position="left"')) },
    "/wrong-inbox": { html: html(LOOKS + tag().replace('"main"', '"nothing"')) },
    "/base": { html: html(`<base href="https://elsewhere.invalid/app/">${LOOKS}${tag()}`) },
    "/quirks": { html: html(LOOKS + tag()).replace("<!doctype html>", "") },
    ...guided(tag),
    "/ja": { html: html(LOOKS + tag('data-locale="ja" data-scheme="dark"')) },
  };
};

/** The way to invite a teammate, each page loaded anew; who is signed in is known to the page. */
const guided = (tag) => {
  const page = (body) => {
    const identity = `<script>(window.UsherQueue ||= []).push(["identify", () => window.testToken()])</script>`;
    return { html: html(LOOKS + identity + tag(), `<main><a href="/settings/company" data-testid="nav-settings">Settings</a>${body}</main>`) };
  };
  const team = `<h1>Team</h1><button type="button" data-testid="team-invite">Invite teammate</button>
<dialog aria-label="Invite teammate"><h2>Invite teammate</h2><label>Work email <input data-testid="invite-email"></label>
<label>Role <select data-testid="invite-role"><option>Member<option>Accountant</select></label>
<button type="button" data-testid="invite-send">Send invitation</button></dialog><p role="status"></p>
<script>const at = (id) => document.querySelector("[data-testid=" + id + "]"), dialog = document.querySelector("dialog");
at("team-invite").onclick = () => dialog.show();
at("invite-send").onclick = () => { dialog.close(); document.querySelector("[role=status]").textContent = "Invitation sent"; Usher.track("teammate.invited"); };</script>`;
  return {
    "/app": page("<h1>Dashboard</h1>"),
    "/settings/company": page(`<h1>Company</h1><a href="/settings/team" data-testid="settings-team">Team</a>`),
    "/settings/team": page(`<a href="/settings/team" data-testid="settings-team">Team</a>${team}`),
  };
};
