// Proof files and the tree they climb. Source: c2sp.org/tlog-proof at 5ba5ee8, RFC 9162 section 2.1.3.2.

const HEAD = "c2sp.org/tlog-proof@v1";
const MOST_HASHES = 63;

function proofFrom(bytes) {
  const letters = lettersOf(bytes);
  const at = letters.indexOf("\n\n");
  const head = at < 0 ? letters : letters.slice(0, at);
  const lines = head.split("\n");
  const proper = /^[\x00-\x7f]*$/.test(head) && at >= 0 && lines.shift() === HEAD;
  refuseUnless(proper && bytes.length <= MOST_BYTES, "form", "proof");
  const extra = lines[0]?.startsWith("extra ") ? lines.shift().slice("extra ".length) : null;
  const entry = extra === null ? null : fromBase64(extra, "proof, extra");
  refuseUnless(lines[0]?.startsWith("index "), "form", "proof, index");
  const index = fromDecimal(lines.shift().slice("index ".length), "proof, index");
  const hashes = lines.map((line) => fromBase64(line, "proof, hash"));
  const sound = hashes.length <= MOST_HASHES && hashes.every((each) => each.length === HASH);
  refuseUnless(sound, "form", "proof, hash");
  const note = noteFrom(bytes.slice(at + 2));
  return { index, hashes, note, entry, checkpoint: checkpointIn(note) };
}

const leafHash = (entry) => sha256(Uint8Array.of(0), entry);
const nodeHash = (left, right) => sha256(Uint8Array.of(1), left, right);

async function verifyInclusion(leaf, index, size, hashes, root) {
  const refuse = () => refuseUnless(false, "inclusion", `${index} / ${size}`);
  if (index >= size) refuse();
  let [at, last, found] = [index, size - 1n, leaf];
  for (const sibling of hashes) {
    if (last === 0n) refuse();
    if (at & 1n || at === last) {
      found = await nodeHash(sibling, found);
      while (at && !(at & 1n)) [at, last] = [at >> 1n, last >> 1n];
    } else {
      found = await nodeHash(found, sibling);
    }
    [at, last] = [at >> 1n, last >> 1n];
  }
  if (last !== 0n || !same(found, root)) refuse();
}
