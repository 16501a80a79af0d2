// The fields, in groups. What differs from usher.toml says so and can be put back.

import type { ComponentChildren } from "preact";
import type { Settings } from "../api/types.js";
import { Field, Select, TextField } from "../ui/field.js";
import { Switch as OnOff } from "../ui/switch.js";
import { TagsField } from "../ui/tags.js";
import { valueOf, withValue, type Name } from "./overlay.js";

interface FieldsProps {
  wish: Settings;
  defaults: Settings;
  onChange: (wish: Settings) => void;
}

type Texts = "name" | "product" | "home" | "agent_name" | "greeting" | "color";
type Lists = "suggestions" | "allowed_origins" | "always_human" | "never_ask";
type Switches = "anonymous" | "files";
type Shares = "answer_threshold" | "guide_threshold";

export function LooksFields(props: FieldsProps) {
  return (
    <Group title="Looks and words" intro="What contacts see before they write.">
      <Text {...props} name="name" label="Name" />
      <Text {...props} name="product" label="Product" hint="In replies" />
      <Text {...props} name="agent_name" label="The AI agent’s name" />
      <Text {...props} name="greeting" label="First words" />
      <List {...props} name="suggestions" label="First questions" hint="At most four" />
      <Colour {...props} />
      <Choice {...props} name="scheme" label="Light or dark" options={[["auto", "As their system has it"], ["light", "Light"], ["dark", "Dark"]]} />
      <Choice {...props} name="position" label="Corner" options={[["right", "Right"], ["left", "Left"]]} />
    </Group>
  );
}

export function WayInFields(props: FieldsProps) {
  return (
    <Group title="Who may call" intro="Pages of other origins are refused, whatever token they bring.">
      <List {...props} name="allowed_origins" label="Origins" hint="Exact, with scheme: https://app.example.com" />
      <Switch {...props} name="anonymous" label="Visitors without a token of the host" on="May ask" off="Are refused" />
      <Switch {...props} name="files" label="Files of contacts" on="Are taken" off="Are refused" />
      <Text {...props} name="home" label="Where the product is" hint="For links in e-mail" />
    </Group>
  );
}

export function RulesFields(props: FieldsProps) {
  return (
    <Group title="When people take over" intro="A calibration, where there is one, decides in place of the two confidences.">
      <List {...props} name="always_human" label="Topics that always go to a person" />
      <Failures {...props} />
      <Share {...props} name="answer_threshold" label="Least confidence of an answer" />
      <Share {...props} name="guide_threshold" label="Least confidence of a guide" />
      <List {...props} name="never_ask" label="What a reply never asks for" />
    </Group>
  );
}

/** `configured` is null until it is known. */
export function ModelFields({ configured, ...props }: FieldsProps & { configured: boolean | null }) {
  const { wish, defaults, onChange } = props;
  return (
    <Group
      title="Language model"
      intro="It words what the articles say, and every sentence is checked against them. What is sent for this inbox stands under “What left”."
    >
      <div>
        <OnOff
          label="Use the language model"
          hint={configured === false ? "None is configured now: either way replies are in the articles’ own words" : "Off: nothing leaves, and replies are in the articles’ own words"}
          on={valueOf({ settings: wish, defaults }, "model") ?? true}
          onChange={(on) => onChange(withValue(wish, defaults, "model", on))}
        />
        <Origin {...props} name="model" />
      </div>
    </Group>
  );
}

function Group({ title, intro, children }: { title: string; intro: string; children: ComponentChildren }) {
  return (
    <fieldset class="block">
      <legend>{title}</legend>
      <p class="hint">{intro}</p>
      {children}
    </fieldset>
  );
}

/** Says what usher.toml has, and takes it back. */
function Origin({ wish, defaults, onChange, name }: FieldsProps & { name: Name }) {
  if (wish[name] === undefined) return null;
  const was = defaults[name];
  const words = was === null || was === undefined ? "nothing" : Array.isArray(was) ? was.join(", ") || "nothing" : typeof was === "boolean" ? (was ? "on" : "off") : `${was}`;
  return (
    <p class="hint differs">
      usher.toml says {words}.{" "}
      <button type="button" class="link" onClick={() => onChange(withValue(wish, defaults, name, null))}>
        Back to it
      </button>
    </p>
  );
}

function Text({ name, label, hint, ...props }: FieldsProps & { name: Texts; label: string; hint?: string }) {
  const { wish, defaults, onChange } = props;
  return (
    <div>
      <TextField
        label={label}
        {...(hint && { hint })}
        value={wish[name] ?? ""}
        placeholder={defaults[name] ?? ""}
        maxLength={name === "greeting" ? 500 : 200}
        onInput={(value) => onChange(withValue(wish, defaults, name, value))}
      />
      <Origin {...props} name={name} />
    </div>
  );
}

function List({ name, label, hint, ...props }: FieldsProps & { name: Lists; label: string; hint?: string }) {
  const { wish, defaults, onChange } = props;
  return (
    <div>
      <TagsField
        label={label}
        {...(hint && { hint })}
        tags={valueOf({ settings: wish, defaults }, name) ?? []}
        onChange={(tags) => onChange(withValue(wish, defaults, name, tags))}
        whole={name === "suggestions"}
      />
      <Origin {...props} name={name} />
    </div>
  );
}

function Colour({ wish, defaults, onChange }: FieldsProps) {
  const value = valueOf({ settings: wish, defaults }, "color") ?? "";
  const put = (color: string) => onChange(withValue(wish, defaults, "color", color));
  return (
    <div>
      <Field label="Colour" hint="#rrggbb; what is written on it is chosen for contrast">
        {(id, describedBy) => (
          <span class="colour">
            <input type="color" aria-label="Pick a colour" value={/^#[0-9a-f]{6}$/i.test(value) ? value : "#145c4a"} onInput={(event) => put(event.currentTarget.value)} />
            <input id={id} aria-describedby={describedBy} value={wish.color ?? ""} placeholder={defaults.color ?? "the widget’s own"} maxLength={7} onInput={(event) => put(event.currentTarget.value)} />
          </span>
        )}
      </Field>
      <Origin wish={wish} defaults={defaults} onChange={onChange} name="color" />
    </div>
  );
}

interface ChoiceProps extends FieldsProps {
  name: "scheme" | "position";
  label: string;
  options: [string, string][];
}

function Choice({ name, label, options, wish, defaults, onChange }: ChoiceProps) {
  const own = options.find(([value]) => value === defaults[name])?.[1] ?? "the widget’s own choice";
  const put = (value: string) => onChange(withValue(wish, defaults, name, (value || null) as never));
  return <Select label={label} value={wish[name] ?? ""} options={[["", `As in usher.toml: ${own}`], ...options]} onChange={put} />;
}

function Switch({ name, label, on, off, wish, defaults, onChange }: FieldsProps & { name: Switches; label: string; on: string; off: string }) {
  const own = defaults[name] ? on : off;
  const set = wish[name] === undefined || wish[name] === null ? "" : `${wish[name]}`;
  const put = (value: string) => onChange(withValue(wish, defaults, name, value === "" ? null : value === "true"));
  return <Select label={label} value={set} options={[["", `As in usher.toml: ${own}`], ["true", on], ["false", off]]} onChange={put} />;
}

function Share({ name, label, ...props }: FieldsProps & { name: Shares; label: string }) {
  return <Figure {...props} name={name} label={label} min={0} max={1} step={0.01} hint="0 to 1" />;
}

const Failures = (props: FieldsProps) => (
  <Figure {...props} name="failures_before_escalation" label="Failed tries before a person takes over" min={1} max={20} step={1} hint="About the same problem" />
);

interface FigureProps extends FieldsProps {
  name: Shares | "failures_before_escalation";
  label: string;
  hint: string;
  min: number;
  max: number;
  step: number;
}

function Figure({ name, label, hint, min, max, step, ...props }: FigureProps) {
  const { wish, defaults, onChange } = props;
  return (
    <div>
      <Field label={label} hint={hint}>
        {(id, describedBy) => (
          <input
            id={id}
            class="short"
            type="number"
            min={min}
            max={max}
            step={step}
            aria-describedby={describedBy}
            value={wish[name] ?? ""}
            placeholder={`${defaults[name] ?? ""}`}
            onInput={({ currentTarget: { valueAsNumber } }) =>
              onChange(withValue(wish, defaults, name, Number.isNaN(valueAsNumber) ? null : valueAsNumber))
            }
          />
        )}
      </Field>
      <Origin {...props} name={name} />
    </div>
  );
}
