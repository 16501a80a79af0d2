// Sound, the browser's notifications with its consent, and quiet hours.

import { useState } from "preact/hooks";
import { useDesk } from "../shell/context.js";
import { Switch } from "../ui/switch.js";

const USUAL: [string, string] = ["19:00", "08:00"];

export function Notifications() {
  const { sound, notifications, quiet } = useDesk().prefs;
  const [refused, setRefused] = useState("Notification" in window && Notification.permission === "denied");
  async function notify(wanted: boolean) {
    if (!wanted) return void (notifications.value = false);
    const answer = "Notification" in window ? await Notification.requestPermission() : "denied";
    notifications.value = answer === "granted";
    setRefused(answer === "denied");
  }
  const hours = quiet.value;
  return (
    <section class="card">
      <h2>When something is offered</h2>
      <Switch
        label="Ring"
        hint="Two soft notes, again every few seconds while the offer is yours"
        on={sound.value}
        onChange={(on) => void (sound.value = on)}
      />
      <Switch
        label="Notify outside this tab"
        hint="Only while you look at something else"
        on={notifications.value}
        onChange={(on) => void notify(on)}
      />
      {refused && (
        <p class="complaint">The browser refuses notifications of this page. Allow them in its settings for this address.</p>
      )}
      <Switch
        label="Quiet hours"
        hint="Nothing rings then; offers are still shown"
        on={hours !== null}
        onChange={(on) => void (quiet.value = on ? USUAL : null)}
      />
      {hours && (
        <div class="two">
          <label>
            From{" "}
            <input
              type="time"
              value={hours[0]}
              onChange={(event) => void (quiet.value = [event.currentTarget.value, hours[1]])}
            />
          </label>
          <label>
            until{" "}
            <input
              type="time"
              value={hours[1]}
              onChange={(event) => void (quiet.value = [hours[0], event.currentTarget.value])}
            />
          </label>
        </div>
      )}
    </section>
  );
}
