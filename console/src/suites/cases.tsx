// The cases of a suite: found by words, opened to be changed.

import { useRef, useState } from "preact/hooks";
import { cases } from "../api/evals.js";
import type { Case, Suite } from "../api/types.js";
import { WriteCase } from "../cases/write.js";
import { useCommands } from "../shell/commands.js";
import { useDesk } from "../shell/context.js";
import { go } from "../shell/router.js";
import { Find } from "../ui/find.js";
import { Icon } from "../ui/icon.js";
import { Lines, More, useRowKeys } from "../ui/page.js";
import { usePaged } from "../ui/paged.js";
import { Coded, Empty, Trouble } from "../ui/parts.js";
import { casesWords } from "./words.js";

export function CaseList({ suite, q }: { suite: Suite; q: string }) {
  const { evals } = useDesk();
  const [writing, setWriting] = useState<Case | "new" | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const box = useRowKeys<HTMLTableSectionElement>("case");
  const list = usePaged<Case, { cases: Case[]; total: number }>(
    {
      read: async (after) => {
        const page = await cases.list(suite.id, q, after);
        return { ...page, next: page.next === null ? null : `${page.next}` };
      },
      items: (page) => page.cases,
      key: ({ place }) => `${place}`,
    },
    [suite.id, q],
    `${suite.version} ${evals.changed.value}`,
  );
  const find = (words: string) => go({ page: "suites", id: suite.id, query: words ? { q: words } : {} }, true);
  useCommands(
    () => [
      { id: "find", title: "Find a case", group: "Suites", icon: "search", keys: "f", run: () => field.current?.focus() },
      { id: "case.new", title: "Add a case", group: "Suites", icon: "plus", keys: "c", run: () => setWriting("new") },
    ],
    [],
  );
  return (
    <section class="block" aria-label="Cases">
      <h2>
        Cases <span class="total">{suite.cases}</span>
      </h2>
      <div class="tools">
        <Find q={q} label="Find cases" placeholder="Words of the case" field={field} onFind={find} />
        <p class={q ? "hint" : "sr-only"} role="status">
          {list.first && casesWords(list.first.total)}
        </p>
        <button class="button end" onClick={() => setWriting("new")}>
          <Icon name="plus" size={15} />
          Add a case
        </button>
      </div>
      {list.problem && <Trouble words={list.problem} again={list.again} />}
      {!list.items && !list.problem && <Lines />}
      {list.items?.length === 0 &&
        (q ? (
          <Empty icon="search" title="No case has these words">
            <button class="button" onClick={() => find("")}>
              Show all
            </button>
          </Empty>
        ) : (
          <Empty icon="suites" title="There is no case yet">
            <p>Add what contacts ask, in their words: here, from the playground, or from a conversation’s menu.</p>
          </Empty>
        ))}
      {list.items && list.items.length > 0 && (
        <div class="table-box">
          <table class="table cases">
            <thead>
              <tr>
                <th scope="col">Asked</th>
                <th scope="col">Expects</th>
              </tr>
            </thead>
            <tbody ref={box}>
              {list.items.map((one) => (
                <tr key={one.place}>
                  <th scope="row">
                    <button class="row-open" data-row onClick={() => setWriting(one)}>
                      <span dir="auto">{one.title}</span>
                    </button>
                    <small>{one.id ?? `line ${one.place}`}</small>
                  </th>
                  <td data-label="Expects">{one.problem ? (
                      <span class="warned">
                        <Coded words={one.problem} />
                      </span>
                    ) : one.expects}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <More {...list} />
      {writing && (
        <WriteCase
          suite={suite}
          one={writing === "new" ? null : writing}
          onDone={evals.change}
          onClose={() => setWriting(null)}
        />
      )}
    </section>
  );
}
