/** Refusals of working time: opt-outs, work for others, rest that is owed and next starts. */
export type WorkingTimeRefusal =
  | { readonly code: 'opt-out-not-found' }
  | { readonly code: 'opt-out-taken'; readonly field: 'firstDay' }
  | { readonly code: 'opt-out-ended' }
  | { readonly code: 'other-job-not-found' }
  | { readonly code: 'own-working-time' }
  | { readonly code: 'rest-not-owed' }
  | { readonly code: 'rest-settled' }
  | { readonly code: 'no-rest-yet' }
  | { readonly code: 'why-is-missing'; readonly field: 'why' }
  | { readonly code: 'next-start-not-due' }
  | { readonly code: 'next-start-decided' }
  | { readonly code: 'too-little-left' }

const sentences: Readonly<Record<WorkingTimeRefusal['code'], string>> = {
  'opt-out-not-found': 'That opt-out is not in this service. Open the page again.',
  'opt-out-taken': 'They have an opt-out on some of these days already. End that one first.',
  'opt-out-ended': 'Notice was given of this opt-out already. It stays as it was.',
  'other-job-not-found': 'That work for another employer is not on the list. Open the page again.',
  'own-working-time': 'Somebody else who plans the rota does this for you.',
  'rest-not-owed': 'No rest is owed for this shift any more. Open the page again.',
  'rest-settled': 'Somebody settled this rest at the same time. Open the page again.',
  'no-rest-yet': 'They have not had a rest as long as that since. Give it first, or say why it cannot be given.',
  'why-is-missing': 'Say why, in a line: it is kept with the decision.',
  'next-start-not-due': 'They have rested by the start of this shift, so nothing is left to decide.',
  'next-start-decided': 'Somebody decided this at the same time. Open the page again.',
  'too-little-left': 'Too little of the shift would be left. Take it off, or keep the start and say why.',
}

/** @example isOfWorkingTime({ code: 'rest-settled' }) // true */
export const isOfWorkingTime = (refusal: { readonly code: string }): refusal is WorkingTimeRefusal =>
  refusal.code in sentences

/** @example workingTimeWords({ code: 'rest-settled' }) // 'Somebody settled this rest at the same time. Open the page again.' */
export const workingTimeWords = ({ code }: WorkingTimeRefusal): string => sentences[code]
