// A mail server that keeps every letter it gets (RFC 5321, as much of it as a well-behaved client needs).

import { createServer } from "node:net";

const WITHIN = 30_000;

/** Listens on a free port of loopback. */
export async function startCatcher() {
  const letters = [];
  const server = createServer((socket) => {
    let rest = "";
    let letter = null;
    const say = (line) => socket.write(`${line}\r\n`);
    socket.on("error", () => socket.destroy());
    socket.on("data", (bytes) => {
      const lines = (rest + bytes).split("\r\n");
      rest = lines.pop();
      for (const line of lines) {
        if (letter?.data) {
          if (line !== ".") letter.data.push(line.replace(/^\./, ""));
          else {
            letters.push({ to: letter.to, raw: letter.data.join("\n") });
            letter = null;
            say("250 kept");
          }
        } else if (/^MAIL/i.test(line)) (letter = { to: [] }), say("250 ok");
        else if (/^RCPT/i.test(line)) letter.to.push(/<(.*?)>/.exec(line)?.[1]), say("250 ok");
        else if (/^DATA/i.test(line)) (letter.data = []), say("354 go on");
        else if (/^QUIT/i.test(line)) say("221 bye"), socket.end();
        else say(/^EHLO/i.test(line) ? "250 catcher" : "250 ok");
      }
    });
    say("220 catcher");
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `smtp://127.0.0.1:${server.address().port}`,
    letters,
    /** The first letter to this address, as soon as it is there. */
    async to(address) {
      for (const until = Date.now() + WITHIN; Date.now() < until; await new Promise((done) => setTimeout(done, 100))) {
        const found = letters.find((letter) => letter.to.includes(address));
        if (found) return found;
      }
      throw new Error(`no letter to ${address} came; there are ${letters.length}`);
    },
    stop: () => new Promise((done) => server.close(done)),
  };
}
