// What of the host's page goes along with a message (docs/protocol.md, the schema `PageContext`).

/** A visible control of the host page. The value of an input is never part of it. */
export interface Control {
  id?: string;
  tag?: string;
  role: string;
  name: string;
  text: string;
  test_id?: string;
  heading?: string;
  attributes?: Record<string, string>;
  box?: [number, number, number, number];
  visible?: boolean;
}

export interface PageEvent {
  kind: "navigation" | "click" | "host";
  text: string;
  at?: string;
}

export interface PageError {
  code?: string;
  text: string;
  at?: string;
}

/** What the contact has before them. */
export interface PageContext {
  route: string;
  title: string;
  product_area?: string;
  locale?: string;
  viewport?: [number, number];
  controls: Control[];
  events: PageEvent[];
  errors: PageError[];
}
