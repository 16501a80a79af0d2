// What Usher knows about a visitor: what, when it is passed, and who sees it. For everybody who works here.

import { useDesk } from "../shell/context.js";
import { ROLE } from "../store/words.js";
import { PageHead } from "../ui/page.js";
import { Icon } from "../ui/icon.js";
import { useInboxNames } from "../team/table.js";
import { CONTACT_SEES, KNOWN, NEVER, SEES } from "./truth.js";

export function KnowsPage({ openDrawer }: { openDrawer: () => void }) {
  const me = useDesk().me.value;
  const inboxNames = useInboxNames();
  const mine = SEES.find(([role]) => role === me.role)?.[1];
  return (
    <div class="page wide knows">
      <PageHead title="What Usher knows about a visitor" openDrawer={openDrawer} />
      <div class="page-body">
        <p class="lead">
          What is known of a contact, when it is passed, and who sees it. You are{" "}
          {me.role === "agent" || me.role === "supervisor" || me.role === "content_editor" ? "a" : "an"} {ROLE[me.role].toLowerCase()}. You see:{" "}
          {mine?.charAt(0).toLowerCase()}
          {mine?.slice(1)}. Your inboxes: {inboxNames(me.inboxes).replace(/^All$/, "all")}.
        </p>
        {KNOWN.map(({ title, intro, facts }) => (
          <section key={title} class="block">
            <h2>{title}</h2>
            <p class="hint">{intro}</p>
            <div class="table-box" tabIndex={0} role="region" aria-label={title}>
              <table class="table words">
                <thead>
                  <tr>
                    <th scope="col">What</th>
                    <th scope="col">When it is passed</th>
                    <th scope="col">Who sees it</th>
                  </tr>
                </thead>
                <tbody>
                  {facts.map(({ what, more, when, who }) => (
                    <tr key={what}>
                      <th scope="row">
                        {what}
                        <small>{more}</small>
                      </th>
                      <td data-label="When">{when}</td>
                      <td data-label="Who sees it">{who}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </section>
        ))}
        <div class="knows-pair">
          <section class="block">
            <h2>What is never passed</h2>
            <ul class="ticks">
              {NEVER.map((words) => (
                <li key={words}>
                  <Icon name="cross" size={14} />
                  {words}
                </li>
              ))}
            </ul>
          </section>
          <section class="block">
            <h2>Who reads conversations</h2>
            <dl class="facts roles">
              {SEES.map(([role, words]) => (
                <div key={role}>
                  <dt>{ROLE[role]}</dt>
                  <dd>{words}</dd>
                </div>
              ))}
            </dl>
            <h2>What the contact sees of you</h2>
            <ul class="ticks">
              {CONTACT_SEES.map((words) => (
                <li key={words}>
                  <Icon name="check" size={14} />
                  {words}
                </li>
              ))}
            </ul>
          </section>
        </div>
        <p class="hint">
          Before the widget is opened it asks the inbox for its looks, once a tab, and for nothing else as long as there is no
          conversation. A conversation of an inbox that is not yours is as unknown to you as one that never was.
        </p>
      </div>
    </div>
  );
}
