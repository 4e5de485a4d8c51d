/** A history played on whatever host this runs. */

/** The digest and the snapshot, as base64, that a history leads to. */
export async function play(createEngine, { ruleset, now, records, events, decisions, anew, erased }) {
  const engine = await createEngine({ ruleset });
  const add = (kind, file) => engine.beginImport({ kind, source: 'crm', now }).run(file);
  await add('records', records);
  await add('events', events);
  for (const [a, b, verdict] of decisions) engine.decide(a, b, verdict, { actor: 'li', now });
  await add('records', anew);
  engine.eraseRecord(erased);
  return { digest: engine.digest(), snapshot: encoded(engine.snapshot()) };
}

/** The digest of a snapshot that another host made, and whether it is written the same again. */
export async function open(createEngine, snapshot) {
  const bytes = Uint8Array.from(atob(snapshot), (character) => character.charCodeAt(0));
  const engine = await createEngine({ snapshot: bytes });
  return { digest: engine.digest(), snapshot: encoded(engine.snapshot()) };
}

const encoded = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
