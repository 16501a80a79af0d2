// Where the calls of docs/knowledge.md go.

import { query } from "./http.js";

export const knowledgePath = (path: string, asked: Parameters<typeof query>[0] = {}) => `/knowledge/${path}${query(asked)}`;
