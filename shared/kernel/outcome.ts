/** What a rule or a command answers: the value, or the reason why not. A "no" is a value; only a bug is thrown. */
export type Outcome<Value, Refusal> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal }

/** @example return done(allocation) */
export const done = <const Value>(value: Value) => ({ ok: true, value }) as const

/** @example return refuse({ code: 'already-allocated', toName: 'Ewa Kowalska' }) */
export const refuse = <const Refusal>(refusal: Refusal) => ({ ok: false, refusal }) as const
