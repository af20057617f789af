// Verifies certificates with npm's @digitalbazaar/vc and vc-bitstring-status-list, and with no network:
// every document comes from the input. In: one JSON object on stdin. Out: one JSON object on stdout.
import * as vc from "@digitalbazaar/vc";
import {checkStatus} from "@digitalbazaar/vc-bitstring-status-list";
import {DataIntegrityProof} from "@digitalbazaar/data-integrity";
import {createVerifyCryptosuite} from "@digitalbazaar/eddsa-jcs-2022-cryptosuite";
import {readFileSync} from "node:fs";

const given = JSON.parse(readFileSync(0, "utf8"));

const documentLoader = async url => {
  const document = given.documents[url];
  if (document !== undefined) {
    return {contextUrl: null, documentUrl: url, document};
  }
  return vc.defaultDocumentLoader(url);
};

const suite = new DataIntegrityProof({cryptosuite: createVerifyCryptosuite()});
const answers = {};
for (const [name, credential] of Object.entries(given.credentials)) {
  const signed = await vc.verifyCredential({
    credential, suite, documentLoader, now: new Date(given.now),
    checkStatus: async () => ({verified: true})
  });
  const status = await checkStatus({credential, suite, documentLoader, verifyMatchingIssuers: true});
  answers[name] = {
    verified: signed.verified,
    error: String(signed.error?.errors?.[0]?.message ?? signed.error?.message ?? ""),
    listed: status.verified,
    why: String(status.error?.message ?? ""),
    results: status.results ?? []
  };
}
process.stdout.write(JSON.stringify(answers));
