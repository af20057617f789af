// Signed notes, key lines, checkpoints and cosignatures.
// Source: c2sp.org/signed-note v1.0.0, tlog-checkpoint v1.0.0, tlog-cosignature v1.0.1.

const PLAIN = 1;
const COSIGNATURE = 4;
const MOST_SIGNATURES = 100;
const DASH = "\u2014 ";
const SPACE = /[\x1c-\x20\t\n\v\f\r\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const EMPTY = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

async function keyFrom(line) {
  const where = line.slice(0, 80);
  const parts = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/s.exec(line);
  refuseUnless(parts, "key", where);
  const [, name, mark, encoded] = parts;
  const raw = fromBase64(encoded, where);
  const [kind, key] = [raw[0], raw.slice(1)];
  refuseUnless(/^[\x21-\x2a\x2c-\x7e]+$/.test(name), "key", where);
  refuseUnless([PLAIN, COSIGNATURE].includes(kind) && key.length === 32, "key", where);
  const id = hex((await sha256(utf8(`${name}\n`), raw)).slice(0, 4));
  refuseUnless(id === mark, "key", where);
  return { name, kind, public: key, id };
}

function noteFrom(bytes) {
  const text = textOf(bytes, "note");
  refuseUnless(bytes.length <= MOST_BYTES, "form", "note");
  refuseUnless(!text.includes("\r"), "text", "note", "CR");
  refuseUnless(!/[\x00-\x09\x0b-\x1f]/.test(text), "form", "note");
  const at = text.lastIndexOf("\n\n");
  const tail = text.slice(at + 2);
  refuseUnless(at >= 0 && tail.endsWith("\n"), "form", "note");
  const lines = tail.slice(0, -1).split("\n");
  refuseUnless(lines.length <= MOST_SIGNATURES, "form", "note");
  return { text: `${text.slice(0, at)}\n`, signatures: lines.map(signatureFrom) };
}

function signatureFrom(line) {
  const parts = line.startsWith(DASH) ? line.slice(DASH.length).split(" ") : [];
  const [name, ...rest] = parts;
  const named = rest.length > 0 && name && !name.includes("+") && !SPACE.test(name);
  refuseUnless(named, "form", "note", line.slice(0, 80));
  const raw = fromBase64(rest.join(" "), `note, ${name.slice(0, 80)}`);
  refuseUnless(raw.length > 4, "form", `note, ${name.slice(0, 80)}`);
  return { name, id: hex(raw.slice(0, 4)), blob: raw.slice(4) };
}

function signatureOf(note, key) {
  const found = note.signatures.filter((each) => each.name === key.name && each.id === key.id);
  refuseUnless(found.length <= 1, "twice", key.name);
  return found[0] ?? null;
}

async function verifyNote(note, key) {
  const signature = signatureOf(note, key);
  refuseUnless(signature, "unsigned", key.name);
  const holds = key.kind === PLAIN && (await signedBy(key.public, utf8(note.text), signature.blob));
  refuseUnless(holds, "signature", key.name);
}

function checkpointIn(note) {
  const lines = note.text.slice(0, -1).split("\n");
  refuseUnless(lines.length === 3, "form", "checkpoint");
  const [origin, count, encoded] = lines;
  const size = fromDecimal(count, "checkpoint");
  const root = fromBase64(encoded, "checkpoint");
  refuseUnless(origin && root.length === HASH, "form", "checkpoint");
  refuseUnless(size > 0n || encoded === EMPTY, "form", "checkpoint");
  return { origin, size, root };
}

// When the witness of this key cosigned, in seconds since 1970; null where it did not.
async function cosignedAt(note, key) {
  const signature = signatureOf(note, key);
  if (!signature) return null;
  const time = BigInt(`0x${hex(signature.blob.slice(0, 8))}`);
  const proper = key.kind === COSIGNATURE && signature.blob.length === 72 && time <= LARGEST;
  const message = utf8(`cosignature/v1\ntime ${time}\n${note.text}`);
  const holds = proper && (await signedBy(key.public, message, signature.blob.slice(8)));
  refuseUnless(holds, "signature", key.name);
  return time;
}
