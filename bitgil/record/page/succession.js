// Which key signs for a log at which size: statements that lead from the trusted key to all others.

const ROTATION = "bitgil/key-rotation/v1";
const REPLACEMENT = "bitgil/key-replacement/v1";
const ROOTS = "bitgil/roots/v1";
const sameKey = (one, other) => one.name === other.name && one.kind === other.kind && same(one.public, other.public);

async function changeIn(note, head) {
  const lines = note.text.slice(0, -1).split("\n");
  refuseUnless(lines.length === 5 && lines[0] === head, "context", "changes");
  const [origin, size] = [lines[1], fromDecimal(lines[2], "changes")];
  const [before, after] = [await keyFrom(lines[3]), await keyFrom(lines[4])];
  const proper = [before, after].every((key) => key.kind === PLAIN && key.name === origin);
  refuseUnless(proper && !same(before.public, after.public), "key", "changes");
  return { origin, size, before, after };
}

// A planned change bears both keys' signatures; a replacement the new key's and those of enough root keys.
async function openChange(note, roots) {
  if (note.text.startsWith(`${ROTATION}\n`)) {
    const change = await changeIn(note, ROTATION);
    for (const key of [change.before, change.after]) await verifyNote(note, key);
    return change;
  }
  const change = await changeIn(note, REPLACEMENT);
  await verifyNote(note, change.after);
  const known = roots?.origin === change.origin ? roots.keys : [];
  const signed = known.filter((key) => signatureOf(note, key));
  for (const key of signed) await verifyNote(note, key);
  refuseUnless(roots && signed.length >= roots.least, "unsigned", "changes", change.origin);
  return change;
}

async function rootsFrom(bytes) {
  const letters = lettersOf(bytes);
  const [head, origin, count, ...held] = letters.replace(/\n$/, "").split("\n");
  refuseUnless(head === ROOTS && held.length > 0, "key", "roots");
  const least = fromDecimal(count, "roots");
  const keys = [];
  for (const line of held) keys.push(await keyFrom(line));
  const plain = keys.every((key) => key.kind === PLAIN && key.name !== origin);
  const distinct = new Set(keys.map((key) => hex(key.public))).size === keys.length;
  refuseUnless(plain && distinct && least >= 1n && least <= BigInt(keys.length), "key", "roots");
  const proper = /^[\x00-\x7f]*$/.test(letters) && [ROOTS, origin, least, ...held, ""].join("\n") === letters;
  refuseUnless(proper, "key", "roots");
  return { origin, least: Number(least), keys };
}

async function joinedTo(trusted, notes, roots) {
  const changes = [];
  for (const note of notes) changes.push(await openChange(note, roots));
  changes.sort((one, other) => (one.size < other.size ? -1 : one.size > other.size ? 1 : 0));
  for (const [at, { before }] of changes.entries()) {
    refuseUnless(at === 0 || sameKey(changes[at - 1].after, before), "fork", "changes", trusted.name);
  }
  const keys = changes.length ? [changes[0].before, ...changes.map(({ after }) => after)] : [trusted];
  refuseUnless(keys.some((key) => sameKey(key, trusted)), "context", "changes", trusted.name);
  return { keys, sizes: changes.map(({ size }) => size) };
}

// Gives each log of the policy the keys that came before and after the one that is trusted.
async function joinKeys(policy, statements, roots) {
  const known = roots ? await rootsFrom(roots) : null;
  const notes = statements.map(noteFrom);
  for (const log of policy.logs) {
    const own = notes.filter((note) => note.text.split("\n")[1] === log.name);
    log.joined = await joinedTo(log.key, own, known);
  }
}

function keysAt({ keys, sizes }, size) {
  return keys.filter((_, at) => (at === 0 || sizes[at - 1] <= size) && (at === sizes.length || size <= sizes[at]));
}

async function verifyCheckpoint(note, policy, { origin, size }) {
  const keys = keysAt(logOf(policy, origin).joined, size);
  const signed = keys.filter((key) => signatureOf(note, key));
  for (const key of signed.length ? signed : keys.slice(-1)) await verifyNote(note, key);
}
