// The whole check of one proof under one policy, step by step; what fails is named, and nothing is thrown.

const [WITNESSED, REFUSED, UNWITNESSED] = [0, 1, 2];

async function verified({ proof, policy, opening = null, part = null, changes = [], roots = null, oldest = null }) {
  const report = { code: REFUSED, faults: [], done: [], witnessed: [], policy: null };
  const step = async (name, work) => {
    report.step = name;
    const found = await work();
    report.done.push(name);
    return found;
  };
  try {
    report.policy = await step("policy", () => joinedPolicy(policy, changes, roots));
    const held = await step("proof", () => proofFrom(proof));
    report.checkpoint = held.checkpoint;
    report.index = held.index;
    await step("signature", () => verifyCheckpoint(held.note, report.policy, held.checkpoint));
    report.entry = await step("inclusion", () => includedEntry(held));
    if (opening !== null) report.opening = await step("document", () => openedDocument(opening, report.entry));
    if (part !== null) report.part = await step("part", () => openedPart(part, report.opening));
    await step("witnesses", () => askWitnesses(held.note, report, oldest));
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    report.faults.push(refused);
    return report;
  }
  const serious = report.faults.some(({ fault }) => !["quorum", "stale"].includes(fault));
  const counted = report.policy.quorum !== NONE && !report.faults.length;
  report.code = serious ? REFUSED : counted ? WITNESSED : UNWITNESSED;
  return report;
}

async function joinedPolicy(bytes, changes, roots) {
  const policy = await policyFrom(bytes);
  await joinKeys(policy, changes, roots);
  return policy;
}

async function includedEntry({ entry, index, hashes, checkpoint }) {
  refuseUnless(entry, "entry", "proof, extra");
  await verifyInclusion(await leafHash(entry), index, checkpoint.size, hashes, checkpoint.root);
  return entryFrom(entry);
}

async function openedDocument(bytes, entry) {
  const opening = await openingFrom(bytes);
  refuseUnless(same(opening.commitment, entry.commit), "commitment", "document");
  return opening;
}

// The document that an act names: its commitment stands in the act's public fields.
async function openedPart(bytes, act) {
  const part = await openingFrom(bytes);
  const fields = act && isTable(act.document) && isTable(act.document.public) ? act.document.public : {};
  refuseUnless(hex(part.commitment) === fields.document, "commitment", "part");
  return part;
}

async function askWitnesses(note, report, oldest) {
  for (const { name, key } of report.policy.witnesses) {
    try {
      const time = await cosignedAt(note, key);
      if (time !== null) report.witnessed.push({ name, key, time });
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      report.faults.push(refused);
    }
  }
  const names = report.witnessed.map((each) => each.name);
  const fresh = report.witnessed.filter((each) => oldest === null || each.time >= oldest);
  if (!isMet(report.policy, names)) report.faults.push(new Refused("quorum", "witnesses"));
  else if (!isMet(report.policy, fresh.map((each) => each.name))) {
    report.faults.push(new Refused("stale", "witnesses"));
  }
}
