// The stand-in for the server, whole: a world with a team and a day's conversations, behind HTTP and the socket.

import { createServer } from "node:http";
import { answer } from "./http.js";
import { seed } from "./seed.js";
import { listen } from "./sockets.js";
import { createWorld } from "./world.js";

export async function start({ port = 0, fill = seed } = {}) {
  const world = createWorld();
  const server = createServer((request, response) => void answer(world, request, response));
  const lines = listen(world, server);
  fill(world);
  await new Promise((done) => server.listen(port, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    world,
    lines,
    /** Cut off: nothing answers and every line breaks. */
    down(is) {
      world.down = is;
      if (is) lines.cut();
    },
    async stop() {
      lines.cut();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
