// Starts the stand-in alone, to look at the console by hand: `npm run double`.

import { start } from "./start.js";

const { url } = await start({ port: Number(process.env.PORT ?? 8585) });
console.log(`${url}/console/  ada@tallybook.example, jonas@… (supervisor), mara@… (admin); password: correct horse battery`);
