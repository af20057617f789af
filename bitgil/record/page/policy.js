// Trust policies: which logs, which witnesses, and which of them together are enough.
// Source: c2sp.org/tlog-policy at 5ba5ee8, with ASCII key names and no key twice.

const NONE = "none";

async function policyFrom(bytes) {
  const proper = bytes.length <= MOST_BYTES && bytes.every((byte) => (byte >= 32 || byte === 9 || byte === 10) && byte !== 127);
  refuseUnless(proper, "policy", "policy");
  const read = { logs: [], witnesses: [], groups: [], quorum: "", free: new Set(), names: new Set([NONE]) };
  for (const [at, line] of lettersOf(bytes).split("\n").entries()) {
    await readLine(read, line.split(/[ \t]/).filter(Boolean), `policy, line ${at + 1}`);
  }
  refuseUnless(read.quorum, "policy", "policy, quorum");
  return { ...read, digest: hex(await sha256(bytes)) };
}

async function readLine(read, words, where) {
  const [first, ...rest] = words;
  if (first === undefined || first.startsWith("#")) return;
  if (first === "log" && [1, 2].includes(rest.length)) await addLog(read, rest, where);
  else if (first === "witness" && [2, 3].includes(rest.length)) await addWitness(read, rest, where);
  else if (first === "group" && rest.length >= 3) addGroup(read, rest, where);
  else if (first === "quorum" && rest.length === 1) setQuorum(read, rest[0], where);
  else throw new Refused("policy", where);
}

async function freshKey(read, line, kind, where) {
  const key = await keyFrom(line);
  const known = [...read.logs, ...read.witnesses].some((each) => same(each.key.public, key.public));
  refuseUnless(key.kind === kind && !known, "policy", where);
  return key;
}

async function addLog(read, [line], where) {
  const key = await freshKey(read, line, PLAIN, where);
  refuseUnless(!read.logs.some((each) => each.name === key.name), "policy", where);
  read.logs.push({ name: key.name, key });
}

async function addWitness(read, [name, line], where) {
  const key = await freshKey(read, line, COSIGNATURE, where);
  addName(read, name, where);
  read.witnesses.push({ name, key });
}

function addName(read, name, where) {
  refuseUnless(!read.names.has(name), "policy", where);
  read.names.add(name);
  read.free.add(name);
}

function addGroup(read, [name, asked, ...members], where) {
  const sound = members.every((each) => read.free.has(each)) && new Set(members).size === members.length;
  refuseUnless(sound, "policy", where);
  const count = { any: 1n, all: BigInt(members.length) }[asked] ?? fromDecimal(asked, where);
  refuseUnless(count >= 1n && count <= BigInt(members.length), "policy", where);
  for (const each of members) read.free.delete(each);
  addName(read, name, where);
  read.groups.push({ name, least: Number(count), members });
}

function setQuorum(read, name, where) {
  refuseUnless(!read.quorum && read.names.has(name), "policy", where);
  read.quorum = name;
}

function logOf(policy, origin) {
  const known = policy.logs.find((each) => each.name === origin);
  refuseUnless(known, "context", origin.slice(0, 80));
  return known;
}

function isMet(policy, names) {
  if (policy.quorum === NONE) return true;
  const reached = new Set(names);
  for (const group of policy.groups) {
    if (group.members.filter((each) => reached.has(each)).length >= group.least) reached.add(group.name);
  }
  return reached.has(policy.quorum);
}
