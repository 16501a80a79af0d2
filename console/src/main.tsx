import { render } from "preact";
import "./styles/all.css";
import { App } from "./app.js";
import { startClock } from "./store/clock.js";

const root = document.getElementById("console");
if (root) {
  startClock();
  render(<App />, root);
}
