// What the page says, in Korean and English. KOREAN_FAULTS comes from the package when the page is built.

const ENGLISH_FAULTS = {
  form: ["The file is not in the form that its format asks for", "Take the original file again"],
  text: ["Text is not in its one form (Unicode NFC, lines ended with LF)", "Take the original file, unedited"],
  entry: ["The entry is missing or breaks the rules for entries", "Take the proof file again"],
  commitment: ["This is not the document and salt that the record committed to", "Use the document as it was when recorded, to the letter"],
  context: ["It belongs to another log than the policy trusts", "Take the proof of the trusted log, or that log's policy"],
  signature: ["The signature of a known key is wrong", "Take the original again; if it is the same, keep it as evidence and say so in public"],
  unsigned: ["The log did not sign this", "Take a checkpoint that the log signed"],
  twice: ["One key signed twice", "Take an original with one signature for each key"],
  inclusion: ["The proof does not lead from the entry to the signed root: the entry is not shown to be in the log", "Take the proof file again"],
  fork: ["Two statements about the log's keys contradict each other", "Keep both as evidence and ask who signed them"],
  quorum: ["Fewer independent witnesses confirmed it than the policy asks for", "Wait until enough of them have, and take the proof again"],
  stale: ["The witnesses' confirmation is older than you asked for", "Take a newer proof; if there is none, ask why the record stands still"],
  policy: ["The trust policy breaks a rule", "Mend the line that is named, or take the policy again"],
  key: ["A key line is not whole", "Copy the whole line again"],
};

const SAID = {
  headline: {
    0: ["맞습니다. 독립 증인이 확인했습니다.", "It holds, and independent witnesses confirmed it."],
    1: ["맞지 않습니다. 이 자료를 믿지 마십시오.", "It does not hold. Do not rely on these files."],
    2: ["맞습니다. 그러나 독립적으로 증인되지 않았습니다.", "It holds, but it is not independently witnessed."],
  },
  need: ["증명 파일과 신뢰 정책을 넣으면 확인합니다.", "Give the proof file and the trust policy, and they are checked."],
  working: ["확인하고 있습니다.", "Checking."],
  steps: {
    policy: ["신뢰 정책", "Trust policy"],
    proof: ["증명 파일의 형식", "Form of the proof file"],
    signature: ["원장의 서명", "Signature of the log"],
    inclusion: ["원장에 들어 있음", "Inclusion in the log"],
    document: ["기록된 내용", "What was recorded"],
    part: ["딸린 문서", "Enclosed document"],
    witnesses: ["독립 증인", "Independent witnesses"],
  },
  good: ["맞음", "holds"],
  bad: ["맞지 않음", "does not hold"],
  lacking: ["모자람", "not enough"],
  unchecked: ["확인하지 못함", "not checked"],
  notGiven: ["넣지 않음", "not given"],
  policyDigest: ["이 정책의 SHA-256: ", "SHA-256 of this policy: "],
  compare: ["시보·의회 회의록·증인의 누리집에 실린 값과 같은지 보십시오.", "Compare it with the value in the gazette, the council's minutes or a witness's site."],
  log: ["원장 {origin}, 항목 {size}건", "Log {origin}, {size} entries"],
  entry: ["{index}번 항목(0번부터 셈), {at} 기록", "Entry number {index} (counted from 0), recorded {at}"],
  opened: ["기록할 때 약속한 그 내용입니다.", "What was committed to when it was recorded."],
  enclosed: ["이 행위가 이름을 댄 그 문서입니다.", "The document that this act names."],
  closed: ["비공개 항목이 {count}개 있습니다.", "{count} of its fields are closed."],
  asks: ["정책의 요구: {asks}", "The policy asks for: {asks}"],
  asksNobody: ["정책이 어느 증인도 요구하지 않습니다. 아래 서명은 세지 않습니다.", "The policy asks for no witness. Signatures below do not count."],
  nobody: ["서명한 증인이 없습니다.", "No witness signed."],
  own: ["시가 스스로 운영하는 증인이므로 세지 않음", "run by the city itself, so it counts for nothing"],
  of: ["{members} 가운데 {least}", "{least} of {members}"],
  fault: ["이유", "Reason"],
  mend: ["할 일", "What to do"],
  where: ["자리", "Where"],
  content: ["원장에 적힌 내용", "What the log holds"],
  openingTitle: ["기록된 내용", "What was recorded"],
  partTitle: ["딸린 문서의 내용", "What the enclosed document says"],
  own25519: ["이 브라우저에는 Ed25519 서명 확인 기능이 없어, 이 파일에 든 프로그램으로 서명을 확인했습니다. 느리지만 판정은 같습니다.", "This browser has no Ed25519 of its own; the program in this file checked the signatures. It is slower, and its verdict is the same."],
  no: ["이 브라우저는 SHA-256을 계산할 수 없어 아무것도 확인하지 못합니다. 이 파일을 내려받아 다른 브라우저로 여십시오.", "This browser cannot compute SHA-256, so nothing can be checked. Save this file and open it in another browser."],
  broken: ["예상하지 못한 일로 멈췄습니다. 아무것도 확인되지 않았습니다.", "It stopped for a reason nobody foresaw. Nothing was checked."],
  chosen: ["{name}, {size}바이트", "{name}, {size} bytes"],
  none: ["아직 없음", "none yet"],
};

const LABELS = {
  kind: ["무슨 일", "What happened"],
  at: ["기록한 때 (UTC)", "Recorded (UTC)"],
  office: ["부서", "Office"],
  role: ["역할", "Role"],
  public: ["공개 항목", "Public fields"],
  record: ["기록의 번호", "Id of the record"],
  seq: ["몇째 판", "Version"],
  prev: ["앞 판의 잎", "Leaf of the version before"],
  schema: ["공개 항목의 규칙", "Rules for public fields"],
};

function say(words, language, values = {}) {
  const text = words[language === "en" ? 1 : 0];
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

function faultWords(fault, language) {
  return language === "en" ? ENGLISH_FAULTS[fault] : KOREAN_FAULTS[fault];
}
