// One conversation over the public protocol: begun with the first message, resumed after the last seq, resent until
// accepted. A client of this size is all that the protocol asks for.

const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;

export class Connection {
  #on;
  #token = null;
  #conversation = null;
  #socket = null;
  #seen = 0;
  #wait = FIRST_WAIT;
  #left = false;
  #opening = null;
  /** Frames not yet accepted, by client_id, in order. */
  #outbox = new Map();

  constructor(on) {
    this.#on = on;
  }

  /** Sends a message and returns its client_id. Never lost: it is sent again until it is accepted or refused. */
  send(text, page) {
    return this.#queue({ type: "message", text, ...(page && { page }) });
  }

  /** Tells how a step of a guide ended. */
  report(guide, step, outcome) {
    return this.#queue({ type: "step", guide, step, outcome });
  }

  leave() {
    this.#left = true;
    this.#socket?.close(1000);
  }

  #queue(frame) {
    const clientId = makeId();
    this.#outbox.set(clientId, { ...frame, client_id: clientId });
    if (this.#socket?.readyState === WebSocket.OPEN) this.#transmit(clientId);
    else this.#open();
    return clientId;
  }

  #transmit(clientId) {
    this.#socket.send(JSON.stringify(this.#outbox.get(clientId)));
  }

  #open() {
    this.#opening ??= this.#connect()
      .catch((error) => this.#later(error.message))
      .finally(() => (this.#opening = null));
  }

  async #connect() {
    this.#on.onState("Connecting…");
    this.#token ??= await this.#on.token();
    this.#conversation ??= await this.#begin();
    if (this.#left) return;
    const url = new URL(`/v1/conversations/${this.#conversation}/socket?after=${this.#seen}`, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    const socket = new WebSocket(url, ["usher.v1", `bearer.${this.#token}`]);
    this.#socket = socket;
    let opened = false;
    socket.onopen = () => {
      opened = true;
      this.#wait = FIRST_WAIT;
      this.#on.onState("Connected");
      for (const clientId of this.#outbox.keys()) this.#transmit(clientId);
    };
    socket.onmessage = ({ data }) => this.#take(JSON.parse(data));
    socket.onclose = ({ code }) => {
      // A browser does not say why a socket did not open; a fresh token mends what can be mended.
      if (code === 4401 || !opened) this.#forgetToken();
      this.#later("Connection lost, trying again…");
    };
  }

  async #begin() {
    const response = await fetch("/v1/conversations", {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${this.#token}` },
      body: "{}",
    });
    const answer = await response.json();
    if (response.status === 401) this.#forgetToken();
    if (!response.ok) throw new Error(answer.detail);
    return answer.conversation.id;
  }

  #take(frame) {
    if (frame.type === "event") {
      if (frame.seq <= this.#seen) return;
      this.#seen = frame.seq;
      this.#on.onEvent(frame);
    } else if (frame.type === "typing") {
      this.#on.onTyping();
    } else if (frame.type === "accepted") {
      this.#outbox.delete(frame.client_id);
      this.#on.onAccepted(frame.client_id);
    } else if (frame.type === "problem") {
      const { problem, client_id: clientId } = frame;
      if (problem.retry_after) {
        setTimeout(() => this.#retry(clientId), problem.retry_after * 1000);
      } else {
        this.#outbox.delete(clientId);
        this.#on.onProblem(problem, clientId);
      }
    }
  }

  #retry(clientId) {
    if (this.#outbox.has(clientId) && this.#socket?.readyState === WebSocket.OPEN) this.#transmit(clientId);
  }

  #forgetToken() {
    this.#token = null;
    this.#on.onTokenRefused();
  }

  #later(why) {
    if (this.#left) return;
    this.#on.onState(why);
    setTimeout(() => !this.#left && this.#open(), this.#wait * (0.75 + Math.random() / 2));
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }
}

/** A UUID; `crypto.randomUUID` exists only on https and localhost. */
function makeId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
}
