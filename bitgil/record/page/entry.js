// Entries of the log, and the openings that show which document an entry committed to.

const NAMES = ["kind", "record", "seq", "prev", "at", "schema", "office", "role", "commit", "public", "v"];
const SHAPES = {
  kind: /^[a-z]+(?:\.[a-z-]+)+$/,
  record: /^[0-9a-f]{32}$/,
  at: /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/,
  schema: /^sha256:[0-9a-f]{64}$/,
};
const LONGEST = 65_535;
const isText = (value) => typeof value === "string";

function entryFrom(bytes) {
  const held = parsed(bytes, "entry");
  refuseUnless(hasExactly(held, NAMES), "entry", "entry");
  const { prev, seq } = held;
  refuseUnless(prev === null || (isText(prev) && /^[0-9a-f]{64}$/.test(prev)), "entry", "entry, prev");
  refuseUnless(isText(held.commit), "entry", "entry, commit");
  const commit = fromBase64(held.commit, "entry, commit");
  refuseUnless(held.v === 1, "entry", "entry, v");
  for (const [name, shape] of Object.entries(SHAPES)) {
    refuseUnless(isText(held[name]) && shape.test(held[name]), "entry", `entry, ${name}`);
  }
  refuseUnless(isText(held.office) && isText(held.role) && isTable(held.public), "entry", "entry");
  refuseUnless(Number.isInteger(seq) && seq >= 1 && (prev === null) === (seq === 1), "entry", "entry, seq");
  refuseUnless(commit.length === HASH, "entry", "entry, commit");
  checkSpelling(held, bytes, "entry");
  refuseUnless(bytes.length <= LONGEST, "entry", "entry");
  return { ...held, commit };
}

const COMMIT = utf8("bitgil/commit/v1\0");
const FIELD = utf8("bitgil/field/v1\0");

const committed = (domain, salt, value, where) => sha256(domain, salt, utf8(canonical(value, where)));

function openedBytes(text) {
  const bytes = isText(text) ? fromBase64(text, "opening") : new Uint8Array();
  refuseUnless(bytes.length === HASH, "commitment", "opening");
  return bytes;
}

// An opening is a whole document and its salt, or the open fields of one with the digests of the closed.
async function openingFrom(bytes) {
  const held = parsed(bytes, "opening");
  checkSpelling(held, bytes, "opening");
  if (hasExactly(held, ["document", "salt"])) {
    const commitment = await committed(COMMIT, openedBytes(held.salt), held.document, "document");
    return { document: held.document, closed: 0, commitment };
  }
  const listed = hasExactly(held, ["closed", "parts", "salt"]) && Array.isArray(held.closed) && Array.isArray(held.parts);
  refuseUnless(listed, "commitment", "opening");
  const { parts, closed } = held;
  const shaped = parts.every((part) => hasExactly(part, ["name", "salt", "value"]) && isText(part.name));
  refuseUnless(shaped && new Set(parts.map((part) => part.name)).size === parts.length, "commitment", "opening");
  const salts = parts.map((part) => openedBytes(part.salt));
  const digests = closed.map((each) => toBase64(openedBytes(each)));
  const salt = openedBytes(held.salt);
  for (const [at, { name, value }] of parts.entries()) {
    digests.push(toBase64(await committed(FIELD, salts[at], [name, value], `field ${name}`)));
  }
  const document = Object.fromEntries(parts.map((part) => [part.name, part.value]));
  const commitment = await committed(COMMIT, salt, { fields: digests.sort() }, "document");
  return { document, closed: closed.length, commitment };
}
