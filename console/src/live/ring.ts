// How an offer makes itself heard: two soft notes, a notification where the person allowed it, and the tab's title.
// Nothing of it in quiet hours.

import type { Row } from "../api/types.js";
import { isQuiet, type Prefs } from "../store/prefs.js";
import { contactName } from "../store/words.js";

const NOTES = [659.25, 880];
const NOTE_LENGTH = 0.22;
const LOUDNESS = 0.08;
const AGAIN_AFTER = 8000;

export interface Ring {
  /** Rings once now and again every few seconds while `offers` is not empty. */
  offers(rows: Row[]): void;
  mention(row: Row, by: string): void;
  remove(): void;
}

export function createRing(prefs: Prefs, open: (id: string) => void): Ring {
  let audio: AudioContext | null = null;
  let timer = 0;
  const announced = new Map<string, string>();

  function sound() {
    if (!prefs.sound.peek() || isQuiet(prefs.quiet.peek(), new Date())) return;
    audio ??= new AudioContext();
    // Before the person's first click browsers let nothing sound.
    if (audio.state === "suspended") void audio.resume();
    const from = audio.currentTime + 0.02;
    NOTES.forEach((frequency, at) => note(audio!, frequency, from + at * NOTE_LENGTH * 0.7));
  }

  function notify(tag: string, title: string, body: string, id: string) {
    const allowed = prefs.notifications.peek() && "Notification" in window && Notification.permission === "granted";
    if (!allowed || !document.hidden || isQuiet(prefs.quiet.peek(), new Date())) return;
    const notification = new Notification(title, { body, tag });
    notification.onclick = () => {
      window.focus();
      open(id);
      notification.close();
    };
  }

  return {
    offers(rows) {
      window.clearInterval(timer);
      const fresh = rows.filter((row) => announced.get(row.id) !== row.due_at);
      announced.clear();
      for (const row of rows) announced.set(row.id, row.due_at ?? "");
      if (rows.length === 0) return;
      if (fresh.length > 0) sound();
      for (const row of fresh) notify(`offer-${row.id}`, `${contactName(row)} needs a person`, row.title, row.id);
      // Everybody's offers ring once; one's own rings on.
      if (rows.some((row) => row.stage === "assigned")) timer = window.setInterval(sound, AGAIN_AFTER);
    },
    mention(row, by) {
      sound();
      notify(`mention-${row.id}`, `${by} mentioned you`, row.title, row.id);
    },
    remove() {
      window.clearInterval(timer);
      void audio?.close();
    },
  };
}

function note(audio: AudioContext, frequency: number, from: number) {
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = frequency;
  volume.gain.setValueAtTime(0, from);
  volume.gain.linearRampToValueAtTime(LOUDNESS, from + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, from + NOTE_LENGTH * 2);
  tone.connect(volume).connect(audio.destination);
  tone.start(from);
  tone.stop(from + NOTE_LENGTH * 2);
}
