// Ed25519: the browser's own where it has it, and otherwise the one below, which is slower and says so.
// Source: RFC 8032 section 5.1.7, without the cofactor: [S]B - [k]A must be spelled as R is.

const P = 2n ** 255n - 19n;
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const mod = (value) => ((value % P) + P) % P;

function power(base, exponent) {
  let result = 1n;
  for (let square = mod(base); exponent > 0n; exponent >>= 1n, square = (square * square) % P) {
    if (exponent & 1n) result = (result * square) % P;
  }
  return result;
}

const inverse = (value) => power(value, P - 2n);
const CURVE = mod(-121665n * inverse(121666n));
const ROOT_OF_MINUS_1 = power(2n, (P - 1n) / 4n);

// Points are (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z.
const NEUTRAL = [0n, 1n, 1n, 0n];

function added([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = mod((y1 - x1) * (y2 - x2));
  const b = mod((y1 + x1) * (y2 + x2));
  const c = mod(2n * t1 * CURVE * t2);
  const d = mod(2n * z1 * z2);
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}

function times(scalar, point) {
  let sum = NEUTRAL;
  for (; scalar > 0n; scalar >>= 1n, point = added(point, point)) {
    if (scalar & 1n) sum = added(sum, point);
  }
  return sum;
}

function littleEndian(bytes) {
  return bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

function pointOf(bytes) {
  const whole = littleEndian(bytes);
  const [odd, y] = [whole >> 255n, whole & ((1n << 255n) - 1n)];
  const [u, v] = [mod(y * y - 1n), mod(CURVE * y * y + 1n)];
  let x = mod(u * v ** 3n * power(u * v ** 7n, (P - 5n) / 8n));
  if (mod(v * x * x) !== u) x = mod(x * ROOT_OF_MINUS_1);
  if (mod(v * x * x) !== u || y >= P || (x === 0n && odd)) return null;
  if ((x & 1n) !== odd) x = P - x;
  return [x, y, 1n, mod(x * y)];
}

function spelled([x, y, z]) {
  const scale = inverse(z);
  let whole = mod(y * scale) | ((mod(x * scale) & 1n) << 255n);
  return Uint8Array.from({ length: 32 }, () => {
    const byte = Number(whole & 255n);
    whole >>= 8n;
    return byte;
  });
}

const BASE = pointOf(Uint8Array.from({ length: 32 }, (_, at) => (at ? 0x66 : 0x58)));

async function ownEd25519(key, message, signature) {
  const [r, s] = [signature.slice(0, 32), littleEndian(signature.slice(32))];
  const point = pointOf(key);
  if (!point || s >= ORDER) return false;
  const digest = await crypto.subtle.digest("SHA-512", joined(r, key, message));
  const k = littleEndian(new Uint8Array(digest)) % ORDER;
  const minus = [mod(-point[0]), point[1], 1n, mod(-point[3])];
  return same(spelled(added(times(s, BASE), times(k, minus))), r);
}

async function nativeEd25519(key, message, signature) {
  const usable = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
  return crypto.subtle.verify({ name: "Ed25519" }, usable, signature, message);
}

// The first test of RFC 8032 section 7.1: a browser whose Ed25519 gets it wrong is not asked again.
const KNOWN = [
  "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
  "5VZDAMNgrHKQhuLMgG6CioSHfx645dl02HPgZSJJAVVfuIIVkKM7rMYeOXAc+bRr0lv18FlbviRlUUFDjnoQCw==",
];

const signatures = { native: null };

async function isNative() {
  if (signatures.native === null) {
    const [key, signature] = KNOWN.map((each) => fromBase64(each, "Ed25519"));
    try {
      const right = await nativeEd25519(key, new Uint8Array(), signature);
      signatures.native = right && !(await nativeEd25519(key, utf8("x"), signature));
    } catch {
      signatures.native = false;
    }
  }
  return signatures.native;
}

async function signedBy(key, message, signature) {
  if (signature.length !== 64) return false;
  try {
    return await ((await isNative()) ? nativeEd25519 : ownEd25519)(key, message, signature);
  } catch {
    return false;
  }
}
