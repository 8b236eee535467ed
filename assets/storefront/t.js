// The script in a shop's own pages: /t.js. It tells Regulars what a visitor does there.
//
// It must never throw into the shop's page, never hold it up, and keep or send nothing before it may:
// not while Do-Not-Track or Global Privacy Control is set, and in mode "consent" not before
// regulars("consent", "grant"). What visitors type into forms is never read.

const IDLE = 30 * 60e3; // without an event, and the visit is over
const MOST = 100; // events kept or sent at once
const ROOM = 60_000; // a beacon carries 64 kB, of all tabs together
const WAIT = 1_500; // events of one moment go together
const PLACE = "regulars";

const { currentScript: tag, defaultView: win } = document;
const from = (name) => tag.getAttribute(`data-${name}`);
const nav = win.navigator;
const early = (win.regulars && win.regulars.q) || [];

const random = () => {
  const bytes = win.crypto.getRandomValues(new Uint8Array(15));
  return btoa(String.fromCharCode(...bytes)).replace(/[+/]/g, "_");
};
const isObject = (value) => value && typeof value === "object";

/** Nothing is ever worth an error in somebody's shop. */
const safely = (act) => (...given) => {
  try {
    return act(...given);
  } catch {
    return undefined;
  }
};

const store = {
  read: safely(() => JSON.parse(win.localStorage.getItem(PLACE))),
  write: safely((value) => win.localStorage.setItem(PLACE, JSON.stringify(value))),
  clear: safely(() => win.localStorage.removeItem(PLACE)),
};

const refused = () =>
  nav.globalPrivacyControl === true || [nav.doNotTrack, win.doNotTrack].some((it) => it === "1" || it === "yes");

/** What this browser is and still owes; shared by its tabs, and empty until it may be kept. */
let me = { q: [] };
let held = []; // before consent: in memory only, gone with the page
let who;
let timer;
let restUntil = 0;
const sent = new Set();

const address = () => {
  const url = new URL("t", tag.src);
  url.search = "";
  url.searchParams.set("k", from("key") || "");
  return url.href;
};
const granted = () => me.c === 1;
const asks = () => from("consent") !== "off";
const may = () => !refused() && me.c !== -1 && (granted() || !asks());

/** What the browser holds, with what this tab has not sent yet; another tab may have written meanwhile. */
const load = (kept) => {
  if (!isObject(kept) || !Array.isArray(kept.q)) return;
  const ids = new Set(kept.q.map((event) => event.i));
  const mine = me.q.filter((event) => !ids.has(event.i));
  me = { ...kept, q: [...kept.q, ...mine].filter((event) => !sent.has(event.i)).slice(-MOST) };
};
const keep = () => may() && store.write(me);
const forget = () => {
  me = { q: [], c: asks() ? 0 : -1 };
  held = [];
  who = undefined;
  if (asks()) store.clear();
  else store.write(me); // the objection itself is kept, or the next page would not know of it
};

/** Where somebody came from, when it is from elsewhere; addresses without their query, which may hold secrets. */
const touch = () => {
  const { location } = win;
  const asked = new URLSearchParams(location.search);
  const utm = (name) => (asked.get(`utm_${name}`) || "").slice(0, 100);
  let referrer = "";
  safely(() => {
    const url = new URL(document.referrer);
    if (url.host !== location.host) referrer = url.origin + url.pathname;
  })();
  const host = referrer.split("/")[2] || "";
  return {
    source: utm("source") || host,
    medium: utm("medium") || (host && "referral"),
    campaign: utm("campaign"),
    referrer,
    landing: location.pathname,
  };
};

/** The visit this event belongs to: a new one after half an hour, or when a campaign brought somebody back. */
const visit = (now) => {
  const came = touch();
  const campaign = came.campaign || (came.medium !== "referral" && came.source);
  const isNew = !me.s || now - me.a > IDLE || (campaign && campaign !== me.m);
  if (isNew) Object.assign(me, { s: random(), m: campaign || "" });
  me.a = now;
  return isNew ? came : undefined;
};

const record = (kind, data, path, at) => {
  me.v ||= random();
  const r = visit(at);
  me.q = [...me.q, { n: kind, i: random(), t: at, s: me.s, p: path, d: data, r }].slice(-MOST);
  keep();
  soon();
};
const soon = (wait = WAIT) => {
  clearTimeout(timer);
  timer = setTimeout(flush, wait);
};

const track = (kind, data) => {
  const path = win.location.pathname.slice(0, 300);
  if (kind === "page") data = { title: document.title.slice(0, 200), ...data };
  if (refused()) return;
  if (may()) record(kind, data, path, Date.now());
  else if (held.length < MOST) held.push([kind, data, path, Date.now()]);
};

/** As many of the events as fit, oldest first. */
const portion = () => {
  const events = [];
  let size = 500;
  for (const event of me.q) {
    size += new Blob([JSON.stringify(event)]).size + 1;
    if (size > ROOM) break;
    events.push(event);
  }
  return events.length || !me.q.length ? events : (me.q.shift(), portion());
};
const body = (events) => JSON.stringify({ v: me.v, c: granted() ? 1 : 0, t: Date.now(), w: who, e: events });
const done = (events) => {
  who = undefined;
  for (const event of events) sent.add(event.i);
  me.q = me.q.filter((event) => !sent.has(event.i));
  keep();
};

/** Sent as plain text, which asks nothing of the shop's server and needs no question beforehand. */
const flush = safely(() => {
  clearTimeout(timer);
  const events = portion();
  if (!may() || nav.onLine === false || Date.now() < restUntil || !(events.length || who)) return;
  const rest = () => {
    restUntil = Date.now() + 30e3;
    soon(31e3);
  };
  restUntil = Date.now() + 10e3; // one at a time
  win
    .fetch(address(), { method: "POST", body: body(events), keepalive: true, credentials: "omit" })
    .then(({ status }) => {
      if (status === 429 || status > 499) return rest();
      restUntil = 0;
      done(events);
      if (me.q.length) soon();
    })
    .catch(rest);
});

/** The page goes: what is left goes by beacon, which outlives it. What a beacon refuses waits for the next page. */
const leave = safely(() => {
  clearTimeout(timer);
  const events = portion();
  if (may() && (events.length || who) && nav.onLine !== false && nav.sendBeacon(address(), body(events))) done(events);
});

const fresh = () => {
  me = { q: [], c: me.c };
  keep();
};

/** Enough to tell one name from another; the name itself is not kept. */
const mark = (name) => [...name].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) | 0, 7);

const verbs = {
  consent(word) {
    if (word !== "grant" && word !== true) return forget();
    me.c = 1;
    for (const event of held.splice(0)) if (may()) record(...event);
    keep();
    if (who) verbs.identify(who);
  },
  /** Somebody else at this browser: their visits must not become those of who sat here before. */
  identify(given) {
    const name = isObject(given) && mark(String(given.id || given.email || ""));
    if (!name) return;
    who = given;
    if (!may()) return;
    if (me.w && me.w !== name) verbs.reset();
    who = given;
    me.v ||= random();
    me.w = name;
    keep();
    soon();
  },
  reset() {
    who = undefined;
    leave();
    me = { q: [], c: me.c };
    keep();
  },
};
const MAIN = { product: "product", cart: "product", search: "term", form: "form" };

const call = safely((kind, data) => {
  if (typeof kind !== "string") return;
  if (verbs.hasOwnProperty(kind)) verbs[kind](data);
  else track(kind, isObject(data) || data === undefined ? data : { [MAIN[kind] || "value"]: data });
});

const start = () => {
  win.regulars = (...given) => call(...given);
  if (refused()) return store.clear();
  load(store.read());

  let shown;
  const page = () => {
    if (shown === win.location.pathname) return;
    shown = win.location.pathname;
    call("page");
  };
  if (from("auto") !== "off") page();
  for (const given of early) call(...given);

  if (tag.hasAttribute("data-spa")) {
    for (const name of ["pushState", "replaceState"]) {
      const before = win.history[name];
      win.history[name] = function (...given) {
        const answer = before.apply(this, given);
        setTimeout(safely(page)); // the title follows the address
        return answer;
      };
    }
    win.addEventListener("popstate", safely(page));
  }
  const sending = ({ target }) => {
    const form = target.getAttribute("data-regulars-form");
    if (form) call("form", { form });
  };
  document.addEventListener("submit", safely(sending), true);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
  win.addEventListener("pagehide", leave);
  win.addEventListener("online", () => {
    restUntil = 0;
    flush();
  });
  // Another tab gave or took the consent, or changed who sits here.
  win.addEventListener(
    "storage",
    safely(({ key, newValue }) => {
      if (key !== PLACE) return;
      if (newValue) load(JSON.parse(newValue));
      else forget();
    }),
  );
  if (may() && me.q.length) soon();
};

safely(() => {
  if (document.prerendering) document.addEventListener("prerenderingchange", safely(start), { once: true });
  else start();
})();
