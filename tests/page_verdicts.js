// Runs the page's own checking script over cases from the standard input; is appended to it by the test.

const read = (text) => (text === null ? null : bytesOf(atob(text)));

async function verdictOf({ proof, policy, opening, part, changes, roots, oldest, own }) {
  signatures.native = own ? false : null;
  const files = { proof, policy, opening, part, roots };
  const asked = { changes: changes.map(read) };
  for (const [name, file] of Object.entries(files)) asked[name] = read(file);
  const report = await verified({ ...asked, oldest: oldest === null ? null : BigInt(oldest) });
  const { code, checkpoint = null, index = null } = report;
  return {
    code,
    faults: report.faults.map(({ fault }) => fault),
    witnessed: report.witnessed.map(({ name, time }) => [name, String(time)]),
    size: checkpoint && String(checkpoint.size),
    index: index === null ? null : String(index),
    native: signatures.native,
  };
}

async function signatureHolds({ key, message, signature, own }) {
  signatures.native = own ? false : null;
  return signedBy(read(key), read(message), read(signature));
}

async function main() {
  let text = "";
  for await (const part of process.stdin) text += part;
  const { verdicts = [], signed = [], spelled = [] } = JSON.parse(text);
  const answers = { verdicts: [], signed: [], spelled: [] };
  for (const each of verdicts) answers.verdicts.push(await verdictOf(each));
  for (const each of signed) answers.signed.push(await signatureHolds(each));
  for (const each of spelled) answers.spelled.push(spellingOf(read(each)));
  process.stdout.write(JSON.stringify(answers));
}

function spellingOf(bytes) {
  try {
    return canonical(parsed(bytes, "text"), "text");
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    return { fault: refused.fault };
  }
}

main();
