// What is refused: a fault has a name, the same as in the Python verifier, and says where it was found.

class Refused extends Error {
  constructor(fault, where, detail = "") {
    super(`${fault}: ${where} ${detail}`);
    this.fault = fault;
    this.where = where;
    this.detail = detail;
  }
}

function refuseUnless(holds, fault, where, detail) {
  if (!holds) throw new Refused(fault, where, detail);
}
