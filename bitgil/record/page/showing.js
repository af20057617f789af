// The page itself: takes files by button or by drop, and shows the report. Text is never read as markup.

const ROLES = ["proof", "policy", "opening", "part", "changes"];
const given = { proof: [], policy: [], opening: [], part: [], changes: [] };
let language = location.hash === "#en" ? "en" : "ko";
let asked = 0;

const $ = (id) => document.getElementById(id);

function made(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function speak() {
  document.documentElement.lang = language;
  document.title = language === "en" ? "Check the record" : "기록 확인";
  $("tongue").textContent = language === "en" ? "한국어" : "English";
  $("tongue").lang = language === "en" ? "ko" : "en";
  for (const role of ROLES) showChosen(role);
  check();
}

function showChosen(role) {
  const files = given[role].map(({ name, bytes }) => say(SAID.chosen, language, { name, size: bytes.length }));
  $(`${role}-chosen`).textContent = files.join(" · ") || say(SAID.none, language);
}

// Dropped files come without a role: their name says it, or how they begin.
function roleOf(name, bytes) {
  const start = lettersOf(bytes.slice(0, 24));
  if (name.endsWith(".tlog-proof") || start.startsWith("c2sp.org/tlog-proof")) return "proof";
  if (start.startsWith("bitgil/key-") || start.startsWith(ROOTS)) return "changes";
  if (name.endsWith(".opening.json")) return "opening";
  return name.endsWith(".json") || start.startsWith("{") ? "part" : "policy";
}

async function take(files, role = null) {
  const fresh = {};
  for (const file of files) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const as = role ?? roleOf(file.name, bytes);
    (fresh[as] ??= []).push({ name: file.name, bytes });
  }
  for (const [as, held] of Object.entries(fresh)) {
    given[as] = as === "changes" ? held : held.slice(-1);
    showChosen(as);
  }
  await check();
}

function asGiven() {
  const first = (role) => given[role][0]?.bytes ?? null;
  const isRoots = ({ bytes }) => lettersOf(bytes.slice(0, ROOTS.length)) === ROOTS;
  const changes = given.changes.filter((each) => !isRoots(each)).map(({ bytes }) => bytes);
  const roots = given.changes.find(isRoots)?.bytes ?? null;
  return { proof: first("proof"), policy: first("policy"), opening: first("opening"), part: first("part"), changes, roots };
}

function oldestAsked() {
  const days = Number($("days").value);
  return $("days").value && days >= 0 ? BigInt(Math.floor(Date.now() / 1000 - days * 86_400)) : null;
}

async function check() {
  const turn = (asked += 1);
  if (!globalThis.crypto?.subtle) return show(made("p", { class: "verdict bad" }, say(SAID.no, language)));
  if (!given.proof.length || !given.policy.length) return show(made("p", { class: "waiting" }, say(SAID.need, language)));
  show(made("p", { class: "waiting" }, say(SAID.working, language)));
  try {
    const report = await verified({ ...asGiven(), oldest: oldestAsked() });
    const native = await isNative();
    if (turn === asked) showReport(report, native);
  } catch (error) {
    if (turn === asked) show(made("p", { class: "verdict bad" }, say(SAID.broken, language), ` ${error.message}`));
  }
}

function show(...parts) {
  $("result").replaceChildren(...parts);
}

function showReport(report, native) {
  const looks = ["good", "bad", "half"][report.code];
  const mark = ["✓", "✕", "!"][report.code];
  const verdict = made("p", { class: `verdict ${looks}`, "data-code": report.code });
  verdict.append(made("span", { class: "mark", "aria-hidden": "true" }, mark), say(SAID.headline[report.code], language));
  const parts = [verdict, ...report.faults.map(faultShown), stepsShown(report)];
  if (!native) parts.push(made("p", { class: "aside" }, say(SAID.own25519, language)));
  if (report.entry && report.code !== REFUSED) {
    parts.push(entryShown(report.entry));
    if (report.opening) parts.push(tableShown(SAID.openingTitle, rowsOf(report.opening.document)));
    if (report.part) parts.push(tableShown(SAID.partTitle, rowsOf(report.part.document)));
  }
  show(...parts);
}

function faultShown({ fault, where, detail }) {
  const [what, mend] = faultWords(fault, language);
  const facts = made("dl", {});
  for (const [label, value] of [[SAID.fault, what], [SAID.mend, mend], [SAID.where, [where, detail].filter(Boolean).join(" · ")]]) {
    facts.append(made("dt", {}, say(label, language)), made("dd", {}, value));
  }
  return made("div", { class: "fault", "data-fault": fault }, made("p", { class: "name", lang: "en" }, fault), facts);
}

function stepsShown(report) {
  const list = made("ul", { class: "steps" });
  for (const name of Object.keys(SAID.steps)) list.append(stepShown(name, report));
  return list;
}

function stateOf(name, report) {
  const role = { document: "opening", part: "part" }[name];
  if (role && !given[role].length) return ["notGiven", "none"];
  if (!report.done.includes(name)) return report.step === name ? ["bad", "bad"] : ["unchecked", "none"];
  if (name !== "witnesses" || report.code === WITNESSED) return ["good", "good"];
  return report.code === REFUSED ? ["bad", "bad"] : ["lacking", "half"];
}

function stepShown(name, report) {
  const [state, looks] = stateOf(name, report);
  const head = made("p", {}, made("strong", {}, say(SAID.steps[name], language)), " ", made("span", { class: `state ${looks}` }, say(SAID[state], language)));
  const item = made("li", { "data-step": name, "data-state": state }, head);
  if (report.done.includes(name)) item.append(...detailsOf(name, report));
  return item;
}

function detailsOf(name, report) {
  const line = (words, values) => made("p", { class: "detail" }, say(words, language, values));
  switch (name) {
    case "policy":
      return [made("p", { class: "detail" }, say(SAID.policyDigest, language), made("code", {}, report.policy.digest)), line(SAID.compare)];
    case "signature":
      return [line(SAID.log, { origin: report.checkpoint.origin, size: report.checkpoint.size })];
    case "inclusion":
      return [line(SAID.entry, { index: report.index, at: report.entry.at })];
    case "document":
      return documentShown(SAID.opened, report.opening, line);
    case "part":
      return documentShown(SAID.enclosed, report.part, line);
    case "witnesses":
      return witnessesShown(report, line);
    default:
      return [];
  }
}

function documentShown(words, { closed }, line) {
  return closed ? [line(words), line(SAID.closed, { count: closed })] : [line(words)];
}

function witnessesShown(report, line) {
  const { quorum } = report.policy;
  const asks = quorum === NONE ? line(SAID.asksNobody) : line(SAID.asks, { asks: asksOf(report.policy, quorum) });
  if (!report.witnessed.length) return [asks, line(SAID.nobody)];
  const list = made("ul", { class: "witnesses" });
  for (const { name, key, time } of report.witnessed) {
    const own = key.name.startsWith("localhost/") ? ` · ${say(SAID.own, language)}` : "";
    list.append(made("li", {}, made("strong", {}, inWords(name)), ` ${momentOf(time)}${own}`));
  }
  return [asks, list];
}

const inWords = (letters) => new TextDecoder().decode(bytesOf(letters));

function asksOf(policy, name) {
  const group = policy.groups.find((each) => each.name === name);
  if (!group) return inWords(name);
  const members = `(${group.members.map((each) => asksOf(policy, each)).join(", ")})`;
  return say(SAID.of, language, { members, least: group.least });
}

function momentOf(time) {
  const at = new Date(Number(time) * 1000);
  if (Number.isNaN(at.getTime())) return `${time} s`;
  const options = { dateStyle: "long", timeStyle: "medium", timeZone: "Asia/Seoul" };
  return `${at.toLocaleString(language === "en" ? "en-GB" : "ko-KR", options)} (KST) · ${at.toISOString().replace(".000", "")}`;
}

function entryShown(entry) {
  const rows = Object.keys(LABELS).filter((name) => entry[name] !== null && entry[name] !== "");
  return tableShown(SAID.content, rows.map((name) => [say(LABELS[name], language), entry[name]]));
}

const rowsOf = (value) => (isTable(value) ? Object.entries(value) : [["", value]]);

function tableShown(title, rows) {
  const facts = made("dl", {});
  for (const [name, value] of rows) {
    const text = typeof value === "string" ? value : JSON.stringify(value, null, 1);
    facts.append(made("dt", {}, name), made("dd", {}, text));
  }
  return made("section", { class: "content" }, made("h2", {}, say(title, language)), facts);
}

function start() {
  for (const role of ROLES) $(role).addEventListener("change", (event) => take(event.target.files, role));
  $("days").addEventListener("change", check);
  $("tongue").addEventListener("click", () => {
    language = language === "en" ? "ko" : "en";
    speak();
  });
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    take(event.dataTransfer.files);
  });
  speak();
}

start();
