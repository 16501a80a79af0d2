// The bytes of one file to the server. By XMLHttpRequest: `fetch` does not say how much of a body has gone.

import type { Env } from "../env.js";
import { answered, withToken } from "./rest.js";
import type { Tokens } from "./tokens.js";
import type { SentFile } from "./types.js";

/** Milliseconds without a byte that went or a word of the server, after which nothing more is hoped for. */
export const PATIENCE = 30_000;

/** Nothing was heard of it for so long that it was given up. */
export class StalledError extends Error {}

export interface UploadOptions {
  /** As which media type. */
  type: string;
  signal: AbortSignal;
  /** The share that has gone, 0 to 1. */
  progress(share: number): void;
}

export type Upload = (file: File, options: UploadOptions) => Promise<SentFile>;

/** Rejects with a ProblemError where the server refused it, a StalledError where it went no further, anything else where it broke. */
export function createUpload(env: Env, server: string, tokens: Tokens): Upload {
  const once = (token: string, file: File, { type, signal, progress }: UploadOptions) =>
    new Promise<SentFile>((done, fail) => {
      const request = new env.XMLHttpRequest();
      request.open("POST", `${server}/v1/files?name=${encodeURIComponent(file.name)}`);
      request.setRequestHeader("authorization", `Bearer ${token}`);
      request.setRequestHeader("content-type", type);
      let cancel = () => {};
      const wait = () => {
        cancel();
        cancel = env.after(PATIENCE, () => {
          fail(new StalledError());
          request.abort();
        });
      };
      request.upload.onprogress = ({ loaded, total }) => {
        wait();
        progress(total ? loaded / total : 0);
      };
      request.onerror = request.onabort = fail;
      request.onloadend = () => cancel();
      request.onload = () => {
        try {
          done(answered(env, request.status, request.responseText));
        } catch (problem) {
          fail(problem);
        }
      };
      if (signal.aborted) return fail(signal.reason);
      signal.onabort = () => request.abort();
      wait();
      request.send(file);
    });
  return (file, options) => withToken(tokens, (token) => once(token, file, options));
}
