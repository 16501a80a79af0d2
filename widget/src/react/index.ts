// `<UsherWidget inbox="main" token={getToken} />`: the widget for as long as the component is mounted.

import { useEffect } from "react";
import { Usher, type InitOptions } from "../index.js";

export { Usher };

export type UsherWidgetProps = InitOptions & {
  /** What the host knows about the page; see `Usher.context`. */
  context?: Record<string, unknown>;
};

/** Begins anew only where inbox, server or locale change; a new token is a new `identify`. */
export function UsherWidget({ context, ...options }: UsherWidgetProps): null {
  const { inbox, server, locale, token } = options;
  useEffect(() => {
    Usher.init(options);
    return () => Usher.shutdown();
  }, [inbox, server, locale]);
  useEffect(() => {
    if (token !== undefined) Usher.identify(token);
  }, [token]);
  useEffect(() => {
    if (context) Usher.context(context);
  }, [context]);
  return null;
}
