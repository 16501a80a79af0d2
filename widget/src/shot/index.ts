// One picture of what the contact sees, and what they make of it before it goes anywhere. Loaded when it is wanted.

import type { Env } from "../env.js";
import type { Strings } from "../i18n/strings.js";
import type { Root } from "../loader/launcher.js";
import { editShot } from "./editor.js";

/** Milliseconds until the browser's own bar about sharing has come, and the page has settled beneath it. */
const SETTLES = 400;
const PIXEL = 'content:"";visibility:visible;position:fixed;inset:0 auto auto 0;width:1px;height:1px';
const AWAY = ":host{visibility:hidden!important}";
/** Milliseconds without a frame after which none will come. */
const PATIENCE = 5000;
/** Pixels across; more show nothing more, and make files too large. */
const MOST_ACROSS = 2560;

export interface ShotOptions {
  env: Env;
  root: Root;
  strings: Strings;
}

/** Null where the contact thinks better of it; rejects where no picture can be had. */
export async function takeShot(options: ShotOptions): Promise<File | null> {
  const picture = await grab(options);
  const blob = picture && (await editShot(picture, options));
  return blob && new File([blob], "screenshot.png", { type: blob.type });
}

async function grab({ env, root }: ShotOptions): Promise<ImageData | null> {
  // Before the question: whichever frame comes first, the widget was gone before it.
  const away = root.wear(AWAY);
  // A browser sends no frame of a page on which nothing changes: one pixel does, by what nobody can see.
  let turn = 1;
  const stopTurning = env.every(100, () => {
    turn = 3 - turn;
    away.replace(`${AWAY}:host::after{${PIXEL};background:rgba(0,0,0,.0${turn})}`);
  });
  let stream: MediaStream | null = null;
  try {
    // Not in every browser's dictionary yet: the tab that the contact is in is offered first.
    const wish = { video: true, audio: false, preferCurrentTab: true, selfBrowserSurface: "include" };
    stream = await navigator.mediaDevices.getDisplayMedia(wish);
    const video = document.createElement("video");
    video.muted = true;
    video.srcObject = stream;
    await Promise.race([video.play(), new Promise((_, fail) => env.after(PATIENCE, () => fail(video.error)))]);
    await new Promise<void>((done) => env.after(SETTLES, done));
    const canvas = document.createElement("canvas");
    const by = Math.min(1, MOST_ACROSS / video.videoWidth);
    canvas.width = Math.round(video.videoWidth * by);
    canvas.height = Math.round(video.videoHeight * by);
    const drawing = canvas.getContext("2d", { willReadFrequently: true })!;
    drawing.drawImage(video, 0, 0, canvas.width, canvas.height);
    return drawing.getImageData(0, 0, canvas.width, canvas.height);
  } catch (error) {
    // The contact's own "no".
    if ((error as DOMException | null)?.name === "NotAllowedError") return null;
    throw error;
  } finally {
    stream?.getTracks().forEach((track) => track.stop());
    stopTurning();
    away.remove();
  }
}
