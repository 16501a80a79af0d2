// The calls of docs/knowledge.md about uploads: they go on wherever one looks, and are loaded with the console.

import { call } from "./http.js";
import { knowledgePath as at } from "./path.js";
import { sendFile } from "./sending.js";
import type { Upload, UploadFiles, UploadPage } from "./types.js";

const upload = (id: string, act = "") => `uploads/${encodeURIComponent(id)}${act}`;

export const uploads = {
  send: (file: File, folder: string, onProgress: (sent: number) => void) =>
    sendFile<Upload>(at("uploads", { name: file.name, folder }), file, onProgress),
  list: (before: string | null) => call<UploadPage>("GET", at("uploads", { before })),
  get: (id: string, state: string, after: string | null) => call<UploadFiles>("GET", at(upload(id), { state, after })),
  retry: (id: string) => call<Upload>("POST", at(upload(id, "/retry")), {}),
  remove: (id: string) => call<void>("DELETE", at(upload(id))),
};
