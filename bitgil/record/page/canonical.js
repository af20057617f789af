// The one spelling of a JSON value: RFC 8785, whole numbers within 2^53, text in NFC with LF.

const DEEPEST = 32;
const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function checkText(text, where) {
  refuseUnless(!text.includes("\r"), "text", where, "CR");
  refuseUnless(!/\p{Surrogate}/u.test(text) && text.normalize("NFC") === text, "text", where, "NFC");
}

function canonical(value, where, depth = 0) {
  refuseUnless(depth <= DEEPEST, "form", where, `depth > ${DEEPEST}`);
  if (typeof value === "string") {
    checkText(value, where);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map((each, at) => canonical(each, `${where}[${at}]`, depth + 1)).join(",")}]`;
  }
  if (isTable(value)) {
    const fields = Object.keys(value).map((name) => {
      checkText(name, where);
      return [name, canonical(value[name], `${where}.${name}`, depth + 1)];
    });
    fields.sort(([one], [other]) => (one < other ? -1 : 1));
    return `{${fields.map(([name, spelling]) => `${JSON.stringify(name)}:${spelling}`).join(",")}}`;
  }
  const plain = value === null || typeof value === "boolean" || Number.isSafeInteger(value);
  refuseUnless(plain, "form", where, "number");
  return String(value);
}

function parsed(bytes, where) {
  const text = textOf(bytes, where);
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused("form", where, "JSON");
  }
}

function checkSpelling(value, bytes, where) {
  refuseUnless(same(utf8(canonical(value, where)), bytes), "form", where, "RFC 8785");
}

function hasExactly(value, names) {
  return isTable(value) && Object.keys(value).length === names.length && names.every((name) => Object.hasOwn(value, name));
}
