// A large file on its way: `fetch` tells nothing of how much is sent, so this one call is an XMLHttpRequest.

import { BASE, csrfToken, failure, ProblemError, UNREACHED } from "./http.js";

export interface SendingFile<T> {
  done: Promise<T>;
  stop(): void;
}

/** `onProgress` is called with the bytes that are sent so far. */
export function sendFile<T>(path: string, file: Blob, onProgress: (sent: number) => void): SendingFile<T> {
  const request = new XMLHttpRequest();
  const done = new Promise<T>((resolve, reject) => {
    request.open("POST", BASE + path);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("x-csrf-token", csrfToken());
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onload = () => {
      const { status, responseText } = request;
      if (status >= 200 && status < 300) resolve(JSON.parse(responseText) as T);
      else failure(new Response(responseText, { status })).then(reject, reject);
    };
    request.onerror = request.onabort = () => reject(new ProblemError(UNREACHED));
    request.send(file);
  });
  return { done, stop: () => request.abort() };
}
