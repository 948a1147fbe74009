import { html } from "hono/html";
import type { ShopSettings } from "../config.ts";

/** The page's frame; what changes is drawn by the script. Works at any width; without the script it says what is missing. */
export function inboxPage(settings: ShopSettings) {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Demo inbox – Journeyman</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'%3E%3Crect width='24' height='24' rx='6' fill='%23131620'/%3E%3Cpath d='M5 12h3l1.5 2h5L16 12h3M7.5 7h9L19 12v5H5v-5z' fill='none' stroke='white' stroke-width='1.5'/%3E%3C/svg%3E">
<link rel="stylesheet" href="/assets/tokens.css"><link rel="stylesheet" href="/assets/inbox.css">
<script src="/assets/theme.js"></script>
<script type="module" src="/assets/inbox.js"></script>
</head>
<body>
<header class="bar">
  <span class="mark"><svg class="i i14" viewBox="0 0 24 24" aria-hidden="true"><polyline points="22 12 16 12 14 15 10 15 8 12 2 12"/><path d="M5.45 5.11 2 12v6a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2v-6l-3.45-6.89A2 2 0 0 0 16.76 4H7.24a2 2 0 0 0-1.79 1.11z"/></svg></span>
  <h1 class="bar-title">Demo inbox</h1>
  <span class="badge badge-ok local"><svg class="i i12" viewBox="0 0 24 24" aria-hidden="true"><rect width="18" height="11" x="3" y="11" rx="2"/><path d="M7 11V7a5 5 0 0 1 10 0v4"/></svg>Nothing leaves this machine</span>
  <span class="end subtle t-12" id="count"></span>
  <button class="btn btn-icon" id="theme" type="button" aria-label="Light or dark"><svg class="i i14" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="9"/><path d="M12 3v18a9 9 0 0 0 0-18" fill="currentColor"/></svg></button>
  <button class="btn" id="empty" type="button"><svg class="i i14" viewBox="0 0 24 24" aria-hidden="true"><path d="M10 11v6M14 11v6M19 6v14a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V6M3 6h18M8 6V4a2 2 0 0 1 2-2h4a2 2 0 0 1 2 2v2"/></svg><span class="wide">Empty</span></button>
  ${settings.webUrl ? html`<a class="btn" href="${settings.webUrl}"><span class="wide">Open Journeyman</span><svg class="i i14" viewBox="0 0 24 24" aria-hidden="true"><path d="M7 7h10v10M7 17 17 7"/></svg></a>` : ""}
</header>
<div class="filters">
  <label class="select"><svg class="i i14" viewBox="0 0 24 24" aria-hidden="true"><path d="M18 21a8 8 0 0 0-16 0"/><circle cx="10" cy="8" r="5"/><path d="M22 20c0-3.37-2-6.5-4-8a5 5 0 0 0-.45-8.3"/></svg><span class="hidden">Person</span><select id="person"></select></label>
  <div class="seg" id="channels" role="group" aria-label="Channel"></div>
  <label class="input end"><svg class="i i14" viewBox="0 0 24 24" aria-hidden="true"><path d="m21 21-4.34-4.34"/><circle cx="11" cy="11" r="8"/></svg><span class="hidden">Search</span><input id="search" type="search" placeholder="Subject, words or message id" autocomplete="off"></label>
  <nav class="views seg" id="views" aria-label="Parts of the inbox"></nav>
</div>
<main data-view="list">
  <section class="list" aria-label="Messages"><div class="head"><h2 class="h" id="list-title">Messages</h2><span class="subtle" id="list-count"></span><span class="end live t-12 muted" id="live"></span></div><ul id="list" class="rows"></ul></section>
  <section class="mail" id="mail" aria-label="Message"></section>
  <section class="phone" aria-label="Phone"><div class="head"><h2 class="h">Phone</h2><label class="select end"><span class="hidden">Number</span><select id="number"></select></label></div><div class="phone-room" id="phone"></div></section>
  <section class="faults" aria-label="Told to fail"><div class="head"><h2 class="h">Told to fail</h2><span class="badge end" id="fault-count"></span></div><div id="faults"></div>
    <p class="t-12 subtle note">The fakes speak the providers’ own protocols. What fails here is retried, held or marked unknown as it would be outside.</p></section>
</main>
<div id="toast" role="status" aria-live="polite"></div>
<noscript><p class="note">This page is drawn by a script; allow it, or read <a href="/api/messages">/api/messages</a>.</p></noscript>
</body>
</html>`;
}
