// Strict readings: one text for one value, so that no changed byte can go unseen.

const LARGEST = 2n ** 63n - 1n;
const MOST_BYTES = 1_000_000;
const HASH = 32;

const utf8 = (text) => new TextEncoder().encode(text);
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

function textOf(bytes, where) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refused("form", where, "UTF-8");
  }
}

// Each byte as one letter: for files in which bytes other than ASCII may stand, unread.
function lettersOf(bytes) {
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  return letters;
}

const bytesOf = (letters) => Uint8Array.from(letters, (letter) => letter.charCodeAt(0));

const toBase64 = (bytes) => btoa(lettersOf(bytes));

function fromBase64(text, where) {
  const shaped = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text);
  const bytes = shaped ? bytesOf(atob(text)) : new Uint8Array();
  refuseUnless(bytes.length > 0 && toBase64(bytes) === text, "form", where, "base64");
  return bytes;
}

function fromDecimal(text, where) {
  const shaped = /^(?:0|[1-9][0-9]{0,18})$/.test(text);
  refuseUnless(shaped && BigInt(text) <= LARGEST, "form", where, text.slice(0, 40));
  return BigInt(text);
}

function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);

const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", joined(...parts)));
