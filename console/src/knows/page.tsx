// What Usher knows about a visitor: what, when it is passed, and who sees it. For everybody who works here.

import { useDesk } from "../shell/context.js";
import { may } from "../store/views.js";
import { ROLE } from "../store/words.js";
import { PageHead } from "../ui/page.js";
import { Icon } from "../ui/icon.js";
import { useInboxNames } from "../team/table.js";
import { CONTACT_SEES, KNOWN, NEVER, SEES } from "./truth.js";

export function KnowsPage({ openDrawer }: { openDrawer: () => void }) {
  const me = useDesk().me.value;
  const inboxNames = useInboxNames();
  return (
    <div class="page wide knows">
      <PageHead title="What Usher knows about a visitor" openDrawer={openDrawer} />
      <div class="page-body">
        <p class="lead">
          What is known of a contact, when it is passed, and who sees it. Your role is {ROLE[me.role].toLowerCase()}:{" "}
          {may(me.role, "read")
            ? `you read conversations of ${me.inboxes.length === 0 ? "all inboxes" : `the inboxes ${inboxNames(me.inboxes)}`}.`
            : "you see no conversation and no contact."}
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
            <p class="hint">Of the inboxes that are theirs; what is not theirs is as unknown to them as what never was.</p>
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
          conversation.
        </p>
      </div>
    </div>
  );
}
